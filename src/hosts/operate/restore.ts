import { isoInstant } from '../../domain/jst.ts';
import type { RestoreOutlook } from '../../domain/operator/bodies.ts';
import type { ForgottenUser, RestorationNote } from '../../domain/operator/restoration.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import { countEntriesAfter, firstEntryAt, logEnd } from '../../store/audit/audit-log.ts';
import { forgettingsAskedAfter } from '../../store/audit/forgettings.ts';
import { keepState } from '../../store/kept/states.ts';
import { notedSettings } from '../../store/noted-settings.ts';
import {
  eachOnce,
  lastReturn,
  owedForgettings,
  placedAt,
  sharedLog,
  unsettledRestorations,
} from '../../store/restorations.ts';
import { readHosting } from '../../store/settings.ts';
import type { Database, Store } from '../../store/sqlite/store.ts';
import { type Answer, answer, type Desk, operatorName, refuse } from './desk.ts';
import { endReturn, judgeNote } from './returned.ts';

/** What the terminal says: a time, or the state that the last restoration left. */
export interface RestoreAsked {
  /** ISO 8601, with the offset from UTC. */
  readonly at?: string | undefined;
  readonly undo?: true | undefined;
  readonly confirm?: string | undefined;
}

/** A state to go back to. */
interface Goal {
  readonly at: number;
  /** The platform's name of it. */
  readonly bookmark: string;
  /** The restoration that it undoes, by its id; null: none. */
  readonly undoes: string | null;
}

/**
 * Takes a paused workspace back to a state of the past, in two steps: the first says what would be lost. With the
 * second the state is noted where it is not lost itself, and the next start brings it (returned.ts).
 */
export async function restore(
  desk: Desk,
  store: Store,
  asked: RestoreAsked,
  by: Operator,
): Promise<Answer> {
  const { db } = store;
  if (desk.pointInTime === undefined || desk.notes === undefined) return refuse('not-here');
  const { standing, name } = readHosting(db);
  if (standing !== 'paused') return refuse('not-paused');
  const { confirm } = asked;
  if (confirm !== undefined && confirm !== (name ?? DEFAULT_WORKSPACE)) return refuse('wrong-name');
  const goal = await goalOf(desk, store, asked);
  if ('status' in goal) return goal;
  const forgotten = toForget(db, goal.at);
  if (confirm === undefined) {
    const body: RestoreOutlook = {
      at: isoInstant(goal.at),
      lostEntries: countEntriesAfter(db, goal.at),
      forgotten: forgotten.length,
    };
    return answer(body);
  }
  const before = await endBefore(desk, store);
  if (before !== null) return before;
  const { entries, head } = logEnd(db);
  const { pointInTime } = desk;
  const undo = await historyOf(() => pointInTime.current());
  if (typeof undo !== 'string') return undo;
  return begin(desk, store, goal, {
    ...{ id: desk.chance.uuid(), at: goal.at, undoes: goal.undoes, undo, by: operatorName(by) },
    ...{ askedAt: desk.clock.now(), entries, head, shared: sharedLog(db, goal.at, entries) },
    ...{ forgotten, settings: notedSettings(db) },
  });
}

/**
 * Its own note takes the place of the one before, which may not be seen to its end: what is to be set aside would be
 * known to nobody then.
 *
 * @returns null: nothing is left to do of it
 */
async function endBefore(desk: Desk, store: Store): Promise<Answer | null> {
  const note = (await desk.notes?.noted()) ?? null;
  if (note === null || judgeNote(store, note) !== 'settled') return null;
  try {
    await endReturn(desk, store, note);
    return null;
  } catch (error) {
    desk.onFault?.('restore', error);
    const faults = error instanceof Error ? [error.message] : [];
    return refuse('not-aside', { faults });
  }
}

/** Whoever comes back with the state of an instant; and whom the state of now owes it, if it could not start. */
const toForget = (db: Database, at: number): readonly ForgottenUser[] =>
  eachOnce([...owedForgettings(unsettledRestorations(db)), ...forgettingsAskedAfter(db, at)]);

async function goalOf(desk: Desk, { db }: Store, asked: RestoreAsked): Promise<Goal | Answer> {
  if (asked.undo) {
    const last = lastReturn(db);
    if (last === null) return refuse('nothing-to-undo');
    return { at: last.noted.askedAt, bookmark: last.noted.undo, undoes: last.noted.id };
  }
  const at = Date.parse(asked.at ?? '');
  if (!(at < desk.clock.now())) return refuse('body');
  const since = firstEntryAt(db);
  if (since === null) return refuse('no-history', { faults: [] });
  if (at <= since)
    return refuse('no-history', { faults: [`workspace.create: ${isoInstant(since)}`] });
  // What was written elsewhere is older than this object, whose own past has nothing of it.
  const moved = placedAt(db);
  if (moved !== null && at <= moved) {
    return refuse('no-history', { faults: [`workspace.import: ${isoInstant(moved)}`] });
  }
  const { pointInTime } = desk;
  return historyOf(async () => {
    const bookmark = (await pointInTime?.forTime(at)) ?? '';
    return { at, bookmark, undoes: null };
  });
}

/** What the platform says of its own history; nothing of the workspace is in it. */
async function historyOf<Value>(ask: () => Promise<Value>): Promise<Value | Answer> {
  try {
    return await ask();
  } catch (error) {
    return refuse('no-history', { faults: [error instanceof Error ? error.message : 'unknown'] });
  }
}

/**
 * In this order: the database's own mark, which a database that went back does not have; the note; the platform. So
 * whatever is lost in between, the next start can tell whether it happened.
 */
async function begin(
  desk: Desk,
  store: Store,
  { bookmark }: Goal,
  note: RestorationNote,
): Promise<Answer> {
  store.transaction(() => keepState(store.db, 'restoring', note.id));
  await desk.notes?.note(note);
  // Whatever the platform says now: only the next session can tell whether it did it.
  desk.leave();
  return historyOf(async () => {
    const undo = await desk.pointInTime?.restoreAtNextStart(bookmark);
    // What came in while all this was noted is in the state of this name only.
    if (undo !== undefined) {
      await desk.notes?.note({ ...note, undo }).catch((error) => desk.onFault?.('registry', error));
    }
    return answer({ restoring: note.id });
  });
}
