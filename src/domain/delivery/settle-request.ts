import { DAY_MS, HOUR_MS } from '../durations.ts';
import type { Outcome, RefusalReason } from './outcome.ts';

/** How a failed or unclear attempt is judged: what it was, and how often it has been tried. */
export interface AttemptFacts {
  /** Push carries a retry key, reply a token that works once, everything else neither (DESIGN §2.5). */
  readonly safety: 'retry-key' | 'reply-token' | 'none';
  /** Attempts made, this one included. */
  readonly attempts: number;
  /** Earlier attempts whose outcome is not known. */
  readonly unclearBefore: number;
  /** From the webhook's receipt to now; null without a reply token. */
  readonly sinceReceiptMs: number | null;
  readonly sinceFirstAttemptMs: number;
  /** The pause the schedule has next, null when it is used up. */
  readonly pauseMs: number | null;
  /** The whole platform is down: waiting costs no attempts. */
  readonly platformDown: boolean;
}

export type Verdict =
  | { readonly kind: 'sent' }
  | { readonly kind: 'end'; readonly state: 'refused'; readonly reason: RefusalReason }
  | {
      readonly kind: 'end';
      readonly state: 'uncertain' | 'exhausted';
      readonly reason: RefusalReason | 'no-answer' | 'gave-up';
    }
  /** Send the same bytes again. */
  | {
      readonly kind: 'again';
      readonly afterMs: number;
      readonly unclear: boolean;
      readonly costsAttempt: boolean;
      /** The fault says something about the platform, not about this message. */
      readonly platformFault: boolean;
    }
  /** Definitely not sent: make a new request of the rows. */
  | { readonly kind: 'new-request' };

/** Both attempts of a reply within this from the receipt: the token had not died on its own (§6.10). */
const REPLY_CERTAIN_MS = 30_000;
/** A LINE WORKS send of which nothing is known is repeated at most twice (§6.10). */
const UNCLEAR_REPEATS = 2;
/** How long LINE may prepare a content; 15 s were too short in practice (line.md §3). */
const PREPARING_MS = HOUR_MS;
const PATIENT_PAUSE_MS = { least: 1000, most: 60_000 };
/** A limit that is said to end at once has a part of a second left. */
const SHORTEST_LIMIT_MS = 1000;
/** How often is said where files are fetched. */
const EMPTY_PAUSE_MS = 10_000;

/** What an attempt that did not plainly succeed means for its request (DESIGN §6.10). */
export function settleAttempt(
  outcome: Exclude<Outcome<unknown>, { kind: 'sent' }>,
  facts: AttemptFacts,
): Verdict {
  switch (outcome.kind) {
    case 'withheld':
      return { kind: 'new-request' };
    case 'refused':
      return refused(outcome.reason, facts);
    case 'retry':
      if (outcome.reason === 'rate-limit') return limited(outcome.afterMs, facts);
      if (outcome.reason === 'none-free') return limited(outcome.afterMs, facts);
      if (outcome.reason === 'preparing') return untilPrepared(facts);
      if (outcome.reason === 'no-token') return untilMended(facts);
      if (outcome.reason === 'empty') return again(EMPTY_PAUSE_MS, { costsAttempt: true });
      return later(facts, false);
    case 'unclear':
      return unclear(facts);
    default:
      return outcome satisfies never;
  }
}

function refused(reason: RefusalReason, facts: AttemptFacts): Verdict {
  if (reason === 'bad-reply-token' && facts.safety === 'reply-token') {
    if (facts.unclearBefore === 0) return { kind: 'new-request' };
    const since = facts.sinceReceiptMs ?? Number.POSITIVE_INFINITY;
    // Before the receipt: the clock was set back, and nothing is known of the token's age.
    const certain = since >= 0 && since <= REPLY_CERTAIN_MS;
    return certain ? { kind: 'sent' } : { kind: 'end', state: 'uncertain', reason };
  }
  if (reason === 'unauthorized') return untilMended(facts);
  // The repeat is refused, and still the first attempt may have been taken.
  if (facts.unclearBefore > 0) return { kind: 'end', state: 'uncertain', reason };
  return { kind: 'end', state: 'refused', reason };
}

function unclear(facts: AttemptFacts): Verdict {
  if (facts.safety === 'none' && facts.unclearBefore >= UNCLEAR_REPEATS) {
    return { kind: 'end', state: 'uncertain', reason: 'no-answer' };
  }
  return later(facts, true);
}

/** It asks for patience, not for attempts. */
function untilPrepared({ sinceFirstAttemptMs: waited }: AttemptFacts): Verdict {
  if (waited >= PREPARING_MS) return { kind: 'end', state: 'exhausted', reason: 'gave-up' };
  return again(patientPause(waited), { costsAttempt: false });
}

/**
 * Our token is refused, or none can be had: the account's fault, not the message's, and nothing was taken. It waits for
 * the operator, as long as a retry key lives.
 */
function untilMended({ sinceFirstAttemptMs: waited, unclearBefore }: AttemptFacts): Verdict {
  if (waited >= DAY_MS) return gaveUp(unclearBefore > 0);
  return again(patientPause(waited), { costsAttempt: false, platformFault: true });
}

/** It grows with the time that has passed. */
const patientPause = (waitedMs: number): number =>
  Math.round(Math.min(Math.max(waitedMs / 2, PATIENT_PAUSE_MS.least), PATIENT_PAUSE_MS.most));

/** The platform's own time costs nothing; where it names none, the schedule is gone through. */
function limited(afterMs: number | null, facts: AttemptFacts): Verdict {
  const leftMs = DAY_MS - facts.sinceFirstAttemptMs;
  const waitMs = afterMs === null ? facts.pauseMs : Math.max(afterMs, SHORTEST_LIMIT_MS);
  if (waitMs === null || leftMs <= 0) return gaveUp(facts.unclearBefore > 0);
  return again(Math.min(waitMs, leftMs), { costsAttempt: afterMs === null });
}

const gaveUp = (everUnclear: boolean): Verdict => ({
  kind: 'end',
  // With a retry key an unclear push may have arrived, too: "may not have been delivered".
  state: everUnclear ? 'uncertain' : 'exhausted',
  reason: 'gave-up',
});

function later(facts: AttemptFacts, isUnclear: boolean): Verdict {
  const keyDead = facts.sinceFirstAttemptMs >= DAY_MS;
  if (facts.platformDown && !keyDead) {
    return again(facts.pauseMs ?? 60_000, {
      costsAttempt: false,
      unclear: isUnclear,
      platformFault: true,
    });
  }
  if (facts.pauseMs === null || keyDead) {
    return gaveUp(isUnclear || facts.unclearBefore > 0);
  }
  return again(facts.pauseMs, {
    costsAttempt: true,
    unclear: isUnclear,
    platformFault: true,
  });
}

function again(
  afterMs: number,
  rest: { costsAttempt: boolean; unclear?: boolean; platformFault?: boolean },
): Verdict {
  return {
    kind: 'again',
    afterMs,
    unclear: rest.unclear ?? false,
    costsAttempt: rest.costsAttempt,
    platformFault: rest.platformFault ?? false,
  };
}
