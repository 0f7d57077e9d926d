import { HOUR_MS, MINUTE_MS } from '../durations.ts';
import type { Alert, Seen } from './alert.ts';
import { isWorkingTime, workingMs } from './working-time.ts';

/** From so many working days it is known what is usual. */
const DAYS_NEEDED = 10;
/** So many are looked at. */
export const DAYS_KEPT = 20;
/** Of these the longest silences may have been holidays, or faults. */
const EXCEPTIONS = 2;
const TIMES_USUAL = 2;
/** Nobody is alarmed by less. */
const SHORTEST_MS = 2 * HOUR_MS;
/** A day's longest silence is written again when it has grown by this. */
const WORTH_WRITING_MS = 5 * MINUTE_MS;

export interface SilenceFacts {
  readonly now: number;
  /** The platform's last event, epoch ms; null: there was none. */
  readonly lastAt: number | null;
  /** Since when events could come without a break, epoch ms; null: always. */
  readonly upSince: number | null;
  /** The longest silences of earlier working days, working ms. */
  readonly longest: readonly number[];
  /** The time between two looks: a silence may have been longer by that than it was seen to be. */
  readonly lookMs: number;
}

/**
 * How long a platform has been silent, counted in working hours. Our own stops don't count: then it
 * is not the platform that was silent.
 */
const silentMs = ({ now, lastAt, upSince }: SilenceFacts): number | null =>
  lastAt === null ? null : workingMs(Math.max(lastAt, upSince ?? lastAt), now);

/**
 * How long a silence is out of the ordinary, working ms: twice the usual longest one of a day, which
 * is that of eighteen days in twenty. Null: too little is known of the company.
 */
export function unusualSilence({
  longest,
  lookMs,
}: Pick<SilenceFacts, 'longest' | 'lookMs'>): number | null {
  if (longest.length < DAYS_NEEDED) return null;
  const ordered = longest.slice(0, DAYS_KEPT).toSorted((one, other) => other - one);
  const usual = (ordered[EXCEPTIONS] ?? 0) + lookMs + WORTH_WRITING_MS;
  return Math.max(SHORTEST_MS, usual * TIMES_USUAL);
}

/** Whether a platform has been silent for longer than is usual. The figure: its last event. */
export function judgeSilence(known: Pick<Alert, 'since'> | null, facts: SilenceFacts): Seen {
  const { now, lastAt } = facts;
  if (known !== null) {
    // Only an event ends it: what is usual may have changed meanwhile.
    return lastAt !== null && lastAt >= known.since ? { stage: null, figure: lastAt } : 'unknown';
  }
  const ms = silentMs(facts);
  const unusual = unusualSilence(facts);
  if (ms === null || unusual === null || !isWorkingTime(now)) return 'unknown';
  return { stage: ms >= unusual ? 'silent' : null, figure: lastAt };
}

/**
 * What is to be noted as the longest silence of this working day so far, working ms; null: what is
 * known will do.
 *
 * @param known of this day; null: nothing is on record
 */
export function longestToNote(
  known: number | null,
  facts: Omit<SilenceFacts, 'longest' | 'lookMs'>,
): number | null {
  const ms = silentMs({ ...facts, longest: [], lookMs: 0 });
  if (ms === null || !isWorkingTime(facts.now)) return null;
  return known === null || ms >= known + WORTH_WRITING_MS ? ms : null;
}
