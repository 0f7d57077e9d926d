import type { Context } from '../../../context.ts';
import { SYSTEM } from '../../../domain/audit.ts';
import { HOUR_MS } from '../../../domain/durations.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { standingHolds } from '../../../store/audit/holds.ts';
import { contentsBehind } from '../../../store/audit/old-contents.ts';
import { noteSeen, readRetention } from '../../../store/audit/retentions.ts';
import { eraseMedia } from '../../../store/files/media.ts';
import { planJob } from '../../../store/queue/jobs.ts';
import { forgetOldMedia, type OldMedia } from '../../files/clear.ts';
import { eraseEntries } from '../erase-entries.ts';
import { planBlobRemoval } from '../erase-message.ts';
import { createPace, type Pace } from '../pace.ts';
import { settleRetentions } from './settle-retentions.ts';
import { createHoldJudge } from './what-is-held.ts';

/** Contents that one entry may list as erased. */
const MOST_CONTENTS = 500;
const MOST_FILES = 100;
/** Between two slices webhooks and messages have their turn. */
const PAUSE_MS = 20;

/** Has what is too old looked for soon. */
export function planRetention(context: Context): void {
  const dueAt = context.clock.now();
  planJob(context.db, { kind: 'retain', key: '', payload: {}, dueAt });
}

/** Erases by age (DESIGN §6.9): a slice a turn, each in one transaction with its entries. */
export interface Retention {
  /** @returns when to go on, ms */
  next(): number;
}

/** A retention with a pace of its own, for one process. */
export function createRetention(context: Context): Retention {
  const contents = createPace(MOST_CONTENTS);
  const files = createPace(MOST_FILES);
  /** Held files stay at the front of the oldest: each round goes past them once. */
  let filesFrom: OldMedia | null = null;
  return {
    next: () => {
      context.store.transaction(() => settleRetentions(context));
      if (eraseOldContents(context, contents)) return PAUSE_MS;
      filesFrom = context.store.transaction(() =>
        files.run(() => forgetOldMedia(context, filesFrom, files.size)),
      );
      return filesFrom === null ? HOUR_MS : PAUSE_MS;
    },
  };
}

/** @returns whether there may be more */
function eraseOldContents(context: Context, pace: Pace): boolean {
  const { inForceMs, seenTo } = readRetention(context.db, 'content');
  if (inForceMs === null) return false;
  const before = context.clock.now() - inForceMs;
  const { size } = pace;
  return context.store.transaction(() =>
    pace.run(() => {
      const some = contentsBehind(context.db, seenTo, size);
      const young = some.findIndex(({ at }) => at >= before);
      const old = young === -1 ? some : some.slice(0, young);
      if (old.length === 0) return false;
      const erased = eraseUnlessKept(context, old, before);
      const to = seenThrough(old, seenTo);
      if (to !== seenTo) noteSeen(context.db, 'content', to);
      return old.length === size && (erased > 0 || to === old.at(-1)?.id);
    }),
  );
}

type OldContent = ReturnType<typeof contentsBehind>[number];

/** The last entry that need not be looked at again: a message still under way is, and all behind. */
function seenThrough(old: readonly OldContent[], seenTo: EntryId): EntryId {
  const stuck = old.findIndex(({ isUnderWay }) => isUnderWay === 1);
  return (stuck === -1 ? old : old.slice(0, stuck)).at(-1)?.id ?? seenTo;
}

/** @returns how many contents were erased */
function eraseUnlessKept(context: Context, old: readonly OldContent[], before: number): number {
  const judge = createHoldJudge(context);
  const reasons = new Set(standingHolds(context.db).map(({ entryId }) => entryId));
  const contents: EntryId[] = [];
  let files = 0;
  for (const entry of old) {
    if (entry.isUnderWay === 1 || reasons.has(entry.id) || judge(entry) !== null) continue;
    contents.push(entry.id);
    if (eraseMedia(context.db, entry.id)) files += 1;
  }
  if (contents.length > 0) {
    eraseEntries(
      context,
      { contents, names: [] },
      {
        action: 'audit.retain',
        actor: SYSTEM,
        outcome: 'ok',
        facts: { before, contents: contents.length, files },
      },
    );
    if (files > 0) planBlobRemoval(context);
  }
  return contents.length;
}
