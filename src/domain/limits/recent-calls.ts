import type { Clock } from '../clock.ts';
import type { Outcome, RetryReason } from '../delivery/outcome.ts';
import { MINUTE_MS } from '../durations.ts';

/** The last call that failed. */
export interface FailedCall {
  readonly at: number;
  /** The HTTP status, where the platform gave one. */
  readonly status: number | null;
  readonly reason: string;
}

/** The outcomes of the last minutes' calls to one destination. */
export interface CallsLately {
  readonly made: number;
  readonly failed: number;
  /** The latest failure in this time. */
  readonly last: FailedCall | null;
  /** The latest call failed. */
  readonly isFailing: boolean;
}

/** Counts the outcomes of calls, for reports on the platforms. Kept in memory. */
export interface RecentCalls {
  note(destination: string, outcome: Outcome<unknown>): void;
  lately(destination: string): CallsLately;
}

/** How far back it is told. */
export const LATELY_MS = 10 * MINUTE_MS;

interface Minute {
  readonly begun: number;
  made: number;
  failed: number;
}

interface Known {
  minutes: Minute[];
  last: FailedCall | null;
  isFailing: boolean;
}

export function createRecentCalls(clock: Clock): RecentCalls {
  const records = new Map<string, Known>();

  const recent = ({ minutes }: Known) => {
    const since = clock.now() - LATELY_MS;
    return minutes.filter(({ begun }) => begun > since);
  };

  return {
    note: (destination, outcome) => {
      const failure = failureIn(outcome);
      if (failure === 'says-nothing') return;
      const now = clock.now();
      const known = records.get(destination) ?? { minutes: [], last: null, isFailing: false };
      records.set(destination, known);
      const begun = now - (now % MINUTE_MS);
      if (known.minutes.at(-1)?.begun !== begun) {
        known.minutes = [...recent(known), { begun, made: 0, failed: 0 }];
      }
      const minute = known.minutes.at(-1);
      if (minute === undefined) return;
      minute.made += 1;
      known.isFailing = failure !== null;
      if (failure === null) return;
      minute.failed += 1;
      known.last = { at: now, ...failure };
    },
    lately: (destination) => {
      const known = records.get(destination);
      if (known === undefined) return NO_CALLS;
      const minutes = recent(known);
      const sum = (of: 'made' | 'failed') => minutes.reduce((all, each) => all + each[of], 0);
      const [made, failed] = [sum('made'), sum('failed')];
      const last = failed > 0 ? known.last : null;
      return { made, failed, last, isFailing: known.isFailing && failed > 0 };
    },
  };
}

export const NO_CALLS: CallsLately = { made: 0, failed: 0, last: null, isFailing: false };

const SAYS_NOTHING: ReadonlySet<RetryReason> = new Set(['preparing', 'empty', 'none-free']);

/** Null: success. A call never made, or told to wait, says nothing about the platform. */
function failureIn(
  outcome: Outcome<unknown>,
): { readonly status: number | null; readonly reason: string } | null | 'says-nothing' {
  switch (outcome.kind) {
    case 'sent':
      return null;
    case 'withheld':
      return 'says-nothing';
    case 'refused':
      // A late reply goes as a push; a body that we could not build was never sent.
      if (outcome.reason === 'bad-reply-token' || outcome.reason === 'unbuildable') {
        return 'says-nothing';
      }
      return { status: outcome.status || null, reason: outcome.reason };
    case 'retry':
      if (SAYS_NOTHING.has(outcome.reason)) return 'says-nothing';
      return { status: statusIn(outcome.detail), reason: outcome.reason };
    case 'unclear':
      return { status: statusIn(outcome.detail), reason: outcome.reason };
    default:
      return outcome satisfies never;
  }
}

/** Reads it in the form that `detailOf` writes. */
function statusIn(detail: string): number | null {
  const digits = /^HTTP (\d{3})\b/u.exec(detail)?.[1];
  return digits === undefined ? null : Number(digits);
}
