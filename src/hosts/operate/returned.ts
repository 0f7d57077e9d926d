import * as z from 'zod';
import { record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { asCode } from '../../domain/audit-facts.ts';
import { SECOND_MS } from '../../domain/durations.ts';
import { isoInstant } from '../../domain/jst.ts';
import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import { readCheckpoint } from '../../proof/checkpoint.ts';
import { readNote } from '../../proof/signed-note.ts';
import { isAgreed } from '../../services/checkpoints/make-checkpoint.ts';
import { mayBeSaidAgain } from '../../services/restored/waits.ts';
import { latestEntry } from '../../store/audit/audit-log.ts';
import { forgetState, keptState } from '../../store/kept/states.ts';
import { writeNotedSettings } from '../../store/noted-settings.ts';
import { newestEvent, newestEventBefore } from '../../store/queue/copied-queues.ts';
import { lastReturn, markAsReturned, type Noted, noteStays } from '../../store/restorations.ts';
import { changeHosting } from '../../store/settings.ts';
import type { Database, Store } from '../../store/sqlite/store.ts';
import { recording } from './change-settings.ts';
import type { DeskParts } from './desk.ts';

/*
 * A database that went back to a state of the past cannot tell so itself, and a webhook may wake it before anybody has
 * spoken to it. What was queued then has been sent since. So where anything is queued at a start, the registry is asked
 * once, before any lane works, whether a restoration is noted; a lone message finds nothing queued and asks nobody.
 */

/** How a note relates to a database. */
export type NoteJudged = 'did-not-happen' | 'happened' | 'settled';

/**
 * The mark of the note is written before the platform is asked, so a database that has it did not go back; of a note
 * that was seen to, the database holds the id.
 */
export function judgeNote(
  { db }: Pick<Store, 'db'>,
  { id }: Pick<RestorationNote, 'id'>,
): NoteJudged {
  if (keptState(db, 'restoring', z.string()) === id) return 'did-not-happen';
  return lastReturn(db)?.noted.id === id ? 'settled' : 'happened';
}

/** What a session knows of restorations. */
export interface Session {
  /** The newest event of before this session; null: the session has not looked. */
  receivedTo: number | null;
  /** Whether the answer is known. Until then nothing may leave. */
  isClear: boolean;
}

type Parts = Pick<DeskParts, 'clock' | 'chance' | 'notes' | 'waiting' | 'onFault'>;

/** How long the registry may take to answer. */
const ASK_MS = 3 * SECOND_MS;

/**
 * Asks, where it matters, whether this database went back, and marks it if so.
 *
 * @returns whether the database was marked
 */
export async function lookForNote(parts: Parts, session: Session, store: Store): Promise<boolean> {
  const { notes } = parts;
  if (session.isClear) return false;
  if (notes !== undefined) session.receivedTo ??= newestEvent(store.db);
  if (notes === undefined || !hasToAsk(parts, store)) {
    session.isClear = true;
    return false;
  }
  let note: RestorationNote | null;
  try {
    note = await within(ASK_MS, notes.noted());
  } catch (error) {
    parts.onFault?.('registry', error);
    return false;
  }
  if (note === null) store.transaction(() => forgetState(store.db, 'restoring'));
  session.isClear = true;
  return (
    note !== null && judgeNote(store, note) === 'happened' && mark(parts, session, store, note)
  );
}

/** Where nothing is queued, nothing can be said again; the mark of a restoration that did not happen has to go. */
const hasToAsk = ({ waiting }: Parts, store: Store): boolean =>
  keptState(store.db, 'restoring', z.string()) !== null ||
  mayBeSaidAgain(store) ||
  waiting?.areLeft() === true;

/** The registry did not answer in time. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

async function within<Value>(ms: number, asked: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`${ms} ms`)), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Marks the database as one that went back, and pauses it. The next workspace that is put together over it first ends
 * what waited (src/services/restored/settle.ts).
 */
export function mark(parts: Parts, session: Session, store: Store, note: RestorationNote): true {
  const { db } = store;
  const { id, at, by, askedAt, undo, entries, head, shared, forgotten, settings } = note;
  // A session before this one may have taken events in, and not known either.
  const receivedTo = Math.min(
    session.receivedTo ?? newestEvent(db),
    newestEventBefore(db, askedAt),
  );
  const keptEntries = Math.min(shared.entries, latestEntry(db));
  const lost = { entries, head, keptEntries, stays: [] };
  const told: Noted = { id, by, askedAt, undo, ...lost, receivedTo, forgotten };
  store.transaction(() => {
    forgetState(db, 'restoring');
    markAsReturned(db, at, told);
    writeNotedSettings(db, settings);
    parts.waiting?.drop(askedAt);
    changeHosting(db, { standing: 'paused', since: parts.clock.now(), by });
  });
  return true;
}

/** The platform did not do it: the database is as it was, and the note goes. */
export async function notReturned(parts: Parts, store: Store, id: string): Promise<void> {
  await parts.notes?.clear(id);
  store.transaction(() => {
    forgetState(store.db, 'restoring');
    record(recording(parts, store), {
      action: 'workspace.restore',
      actor: SYSTEM,
      outcome: 'failed',
      facts: { note: asCode(id) },
    });
  });
}

/**
 * All is seen to: what was signed and exported of the lost end of the log is set aside, and the note goes. A lock rule of
 * the bucket keeps originals where they are: then their copies stand aside, the log says how many, and from then on
 * nobody takes them for the log's own.
 *
 * @throws what the bucket and the registry throw: the note stays, so it is tried again
 */
export async function endReturn(
  parts: Parts & Pick<DeskParts, 'setAside'>,
  store: Store,
  note: RestorationNote,
): Promise<RestoredBody> {
  const { db } = store;
  const { keptEntries, stays: noted } = lastReturn(db)?.noted ?? {
    keptEntries: latestEntry(db),
    stays: [],
  };
  const { id, undoes } = note;
  const { stays, why } = (await parts.setAside?.({
    ...{ id, undoes, at: note.shared.until, entries: keptEntries },
    agrees: (text) => isOfLog(db, text),
  })) ?? { stays: [], why: null };
  if (stays.length > noted.length) {
    parts.onFault?.(`restore: ${stays.length} files could not be set aside`, why);
    store.transaction(() => {
      noteStays(db, id, stays);
      record(recording(parts, store), {
        action: 'workspace.restore',
        actor: SYSTEM,
        outcome: 'recorded',
        facts: { note: asCode(id), stays: stays.length },
      });
    });
  }
  await parts.notes?.clear(id);
  return {
    ...{ restored: id, standing: 'paused', at: isoInstant(note.at), stays },
    lostEntries: note.entries - keptEntries,
    forgotten: note.forgotten.length,
  };
}

/** A text that is no checkpoint is of no log. */
function isOfLog(db: Database, text: string): boolean {
  const checkpoint = readCheckpoint(readNote(text)?.text ?? '');
  return checkpoint !== null && isAgreed(db, checkpoint);
}
