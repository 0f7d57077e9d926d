import { OLD_NEWS, type StopReason } from './may-leave.ts';

/** What is known of a request that waits for another try. */
export interface RepeatFacts {
  /** An attempt of which nothing is known may have shown somebody what is in it. */
  readonly maybeShown: boolean;
  readonly rows: readonly RepeatRow[];
  /** It makes or looks at a LINE WORKS room, and that talk has closed. */
  readonly roomGone: boolean;
  /** A room was asked for and nothing is known of it: its callback may come yet. */
  readonly awaitsCallback: boolean;
  /** It has taken the process down with it too often. */
  readonly endsTheProcess: boolean;
}

/** An outbox row in it. */
export interface RepeatRow {
  readonly id: number;
  /** False: it has come to its end elsewhere. */
  readonly queued: boolean;
  /** What forbids saying it now; null: nothing. */
  readonly stop: StopReason | null;
  /** It tells of the end of a talk that has begun again. */
  readonly isOldNews: boolean;
}

/** How a row of a request ends that is not repeated. */
export interface RowEnd {
  readonly id: number;
  readonly state: 'uncertain' | 'cancelled' | 'exhausted';
  readonly reason: StopReason | typeof NO_ANSWER | 'gave-up';
}

export type RepeatVerdict =
  /** The same bytes again. */
  | { readonly kind: 'repeat' }
  /** Nothing goes out, and the request stays. */
  | { readonly kind: 'leave' }
  /** The request goes. Rows without an end are looked at again on their own. */
  | { readonly kind: 'dissolve'; readonly ends: readonly RowEnd[] };

/** Why a row ends that left beside one which must not be repeated. */
export const NO_ANSWER = 'no-answer';

/**
 * Repeats send the very bytes of the first attempt, under the same key. A request that holds something
 * which must not be said any more is dissolved; rows that may have been shown all end then, since in another
 * request they would be read twice (DESIGN §3).
 */
export function judgeRepeat(facts: RepeatFacts): RepeatVerdict {
  const queued = facts.rows.filter((row) => row.queued);
  if (facts.endsTheProcess) {
    return { kind: 'dissolve', ends: endAll(queued, 'exhausted', () => 'gave-up') };
  }
  if (facts.roomGone) return facts.awaitsCallback ? { kind: 'leave' } : dissolve([]);
  // Beside other words old news is let through.
  if (queued.length > 0 && queued.every((row) => row.isOldNews)) {
    return dissolve(endAll(queued, facts.maybeShown ? 'uncertain' : 'cancelled', () => OLD_NEWS));
  }
  const isWhole = queued.length === facts.rows.length;
  const stopped = queued.filter((row) => row.stop !== null);
  if (isWhole && stopped.length === 0) return { kind: 'repeat' };
  if (facts.maybeShown) return dissolve(endInDoubt(queued));
  // What the rules forbid is told with its reason when the row is looked at.
  const unsent = stopped.filter((row) => row.stop === 'unsent');
  return dissolve(endAll(unsent, 'cancelled', () => 'unsent'));
}

/** How all rows end of a request that may have been shown and cannot be repeated. */
export const endInDoubt = (rows: readonly Pick<RepeatRow, 'id' | 'stop'>[]): readonly RowEnd[] =>
  endAll(rows, 'uncertain', (row) => row.stop ?? NO_ANSWER);

const dissolve = (ends: readonly RowEnd[]): RepeatVerdict => ({ kind: 'dissolve', ends });

const endAll = <Row extends { readonly id: number }>(
  rows: readonly Row[],
  state: RowEnd['state'],
  reason: (row: Row) => RowEnd['reason'],
): readonly RowEnd[] => rows.map((row) => ({ id: row.id, state, reason: reason(row) }));
