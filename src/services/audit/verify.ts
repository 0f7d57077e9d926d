import { DAY_MS } from '../../domain/durations.ts';
import { entryId as toEntryId } from '../../domain/ids.ts';
import type { Checkpoint } from '../../proof/checkpoint.ts';
import type { ErasedCount } from '../../proof/count-erased.ts';
import {
  type KnownCheckpoints,
  type PlacedCheckpoint,
  type ProvenCheckpoint,
  sortNotes,
} from '../../proof/known-checkpoints.ts';
import { writeVerifierKey } from '../../proof/note-key.ts';
import type { Breach } from '../../proof/verify-entries.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import { beginVerify, type LogVerification } from '../../store/audit/verify-log.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { Witnesses } from '../checkpoints/witnesses.ts';

/** Where and how a log is not what it was. */
export interface FoundBreach {
  readonly kind: Breach | NoteBreach;
  /** The first bad entry; null: the entries are in order, but not the notes. */
  readonly entryId: number | null;
  /** The place of the note that shows it; null: the entries show it. */
  readonly place: string | null;
}

/** `other-than-foreign`: a checkpoint of a key that is not known knows other entries. */
export type NoteBreach = 'note-altered' | 'other-than-foreign';

/** What a verification found. */
export interface AuditReport {
  /** Null: nothing is wrong. */
  readonly breach: FoundBreach | null;
  /** As many entries were verified. */
  readonly entries: number;
  /** As many entries from the first agree with a signed checkpoint. */
  readonly proven: number;
  /** Of the first and the last entry, epoch ms; null: there are none, or at no time that there is. */
  readonly period: { readonly from: number; readonly to: number } | null;
  /** How many checkpoints of known keys there are, and the one of the most entries. */
  readonly checkpoints: number;
  readonly last: Checkpoint | null;
  /** The keys that signed, as verifier keys, in the order of their checkpoints. */
  readonly keys: readonly string[];
  /** Checkpoints by keys that are not known. */
  readonly foreign: number;
  /** Checkpoints that were left out: they are about a log that the workspace had before it was restored. */
  readonly superseded: number;
  readonly erased: ErasedCount;
}

/** A verification under way. */
export interface AuditRun {
  /** As many entries have been verified so far. */
  readonly entries: number;
  /**
   * Goes on for about so long, in ms of `now`.
   *
   * @returns null: not done yet
   */
  step(budgetMs: number): AuditReport | null;
}

/** Few enough that the clock is looked at every millisecond or so. */
const ENTRIES_AT_ONCE = 64;
/** A step's work where the clock stands still meanwhile, as on Workers. */
const MOST_ROUNDS = 16;
const MOST_NOTES = 100;
/** The last one of the calendar, less a day for its zone, epoch ms. */
const LAST_INSTANT = 8.64e15 - DAY_MS;

/**
 * Verifies the log against everything that is known of it, in slices.
 *
 * @param now the clock of the slices, ms
 */
export function beginAudit(
  db: Database,
  { keys, notes, superseded = 0 }: Witnesses,
  now: () => number = () => performance.now(),
): AuditRun {
  const known = sortNotes(keys);
  const left = notes.values();
  let log: LogVerification | null = null;
  const begin = (until: number): LogVerification | null => {
    let taken = 0;
    for (const placed of left) {
      known.take(placed);
      taken += 1;
      if (taken >= MOST_NOTES || now() >= until) return null;
    }
    return beginVerify(
      db,
      known.proven.map(({ checkpoint }) => checkpoint),
    );
  };
  return {
    get entries() {
      return log?.entries ?? 0;
    },
    step: (budgetMs) => {
      const until = now() + budgetMs;
      log ??= begin(until);
      if (log === null) return null;
      for (let round = 0; round < MOST_ROUNDS && (round === 0 || now() < until); round += 1) {
        const verdict = log.step(ENTRIES_AT_ONCE);
        if (verdict !== null) return { ...reportOf(db, known, log, verdict), superseded };
      }
      return null;
    },
  };
}

type Verdict = NonNullable<ReturnType<LogVerification['step']>>;

function reportOf(
  db: Database,
  known: KnownCheckpoints,
  { entries, erased }: LogVerification,
  verdict: Verdict,
): Omit<AuditReport, 'superseded'> {
  const byEntries = [...known.proven].sort((a, b) => a.checkpoint.entries - b.checkpoint.entries);
  const last = byEntries.at(-1)?.checkpoint ?? null;
  const [from, to] = [timeOf(db, 1), timeOf(db, entries)];
  return {
    breach: verdict.ok ? breachOfNotes(db, known) : breachOf(known.proven, verdict),
    entries,
    proven: verdict.ok ? (last?.entries ?? 0) : verdict.proven,
    period: from === null || to === null ? null : { from, to },
    checkpoints: known.proven.length,
    last,
    keys: [...new Set(byEntries.map(({ key }) => writeVerifierKey(key)))],
    foreign: known.foreign.length,
    erased,
  };
}

/** Null: there is no such entry, or it was put at a time that cannot be written. */
function timeOf(db: Database, id: number): number | null {
  const at = entryOf(db, toEntryId(id))?.at ?? null;
  return at === null || Math.abs(at) > LAST_INSTANT ? null : at;
}

function breachOf(
  proven: readonly ProvenCheckpoint[],
  { entryId, breach }: Extract<Verdict, { ok: false }>,
): FoundBreach {
  const isShown = ({ checkpoint: { entries } }: PlacedCheckpoint) =>
    breach === 'shorter-than-checkpoint' ? entries >= entryId : entries === entryId;
  const byCheckpoint = breach === 'shorter-than-checkpoint' || breach === 'other-than-checkpoint';
  return {
    kind: breach,
    entryId,
    place: byCheckpoint ? (proven.find(isShown)?.place ?? null) : null,
  };
}

/** The entries are in order. Notes may still say otherwise, or have been tampered with. */
function breachOfNotes(db: Database, { foreign, altered }: KnownCheckpoints): FoundBreach | null {
  for (const { checkpoint, place } of foreign) {
    const { entries, head } = checkpoint;
    if (entryOf(db, toEntryId(entries))?.hash === head) continue;
    return { kind: 'other-than-foreign', entryId: entries, place };
  }
  const [first] = altered;
  return first ? { kind: 'note-altered', entryId: null, place: first.place } : null;
}
