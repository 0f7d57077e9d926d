import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import { type AttemptFacts, settleAttempt } from '../../../src/domain/delivery/settle-request.ts';

type Failed = Exclude<Outcome<unknown>, { kind: 'sent' }>;

const facts = (change: Partial<AttemptFacts> = {}): AttemptFacts => ({
  safety: 'retry-key',
  attempts: 1,
  unclearBefore: 0,
  sinceReceiptMs: null,
  sinceFirstAttemptMs: 1000,
  pauseMs: 5000,
  platformDown: false,
  ...change,
});

const refused = (reason: Extract<Failed, { kind: 'refused' }>['reason']): Failed => ({
  kind: 'refused',
  reason,
  status: 400,
  detail: '',
});
const unclear: Failed = { kind: 'unclear', reason: 'timeout', detail: '' };
const retry = (
  reason: Extract<Failed, { kind: 'retry' }>['reason'],
  afterMs: number | null = null,
): Failed => ({
  kind: 'retry',
  reason,
  afterMs,
  detail: '',
});

const HOUR = 60 * 60 * 1000;

describe('what an attempt means for its request', () => {
  test.each([
    [
      'withheld at the last look: look at the rows anew',
      { kind: 'withheld' },
      {},
      { kind: 'new-request' },
    ],
    ['a bad request is refused', refused('bad-request'), {}, { kind: 'end', state: 'refused' }],
    [
      'a first bad reply token: not sent, go another way',
      refused('bad-reply-token'),
      { safety: 'reply-token' },
      { kind: 'new-request' },
    ],
    [
      'a bad reply token on the repeat, in time: the first had arrived',
      refused('bad-reply-token'),
      { safety: 'reply-token', unclearBefore: 1, sinceReceiptMs: 12_000 },
      { kind: 'sent' },
    ],
    [
      'a bad reply token on the repeat, too late to tell',
      refused('bad-reply-token'),
      { safety: 'reply-token', unclearBefore: 1, sinceReceiptMs: 31_000 },
      { kind: 'end', state: 'uncertain' },
    ],
    [
      'a refused token of ours is no fault of the message',
      refused('unauthorized'),
      {},
      { kind: 'again', costsAttempt: false, platformFault: true },
    ],
    [
      'it is waited out for a day, whatever the schedule says',
      refused('unauthorized'),
      { pauseMs: null, sinceFirstAttemptMs: 23 * 3_600_000 },
      { kind: 'again', afterMs: 60_000 },
    ],
    [
      'and no longer',
      refused('unauthorized'),
      { sinceFirstAttemptMs: 24 * 3_600_000 },
      { kind: 'end', state: 'exhausted' },
    ],
    [
      'a refusal after an unclear send without key: the first may have arrived',
      refused('forbidden'),
      { safety: 'none', unclearBefore: 1 },
      { kind: 'end', state: 'uncertain' },
    ],
    [
      'likewise with a key: in another request it could be read twice',
      refused('bad-request'),
      { unclearBefore: 1 },
      { kind: 'end', state: 'uncertain' },
    ],
    [
      'and at the end of the quota, which the first may have used up',
      refused('quota'),
      { unclearBefore: 1 },
      { kind: 'end', state: 'uncertain', reason: 'quota' },
    ],
    [
      'a rate limit waits as told and costs nothing',
      retry('rate-limit', 20_000),
      {},
      { kind: 'again', afterMs: 20_000, costsAttempt: false, platformFault: false },
    ],
    [
      'a call that found no connection has not been tried: same bytes, and nobody is to blame',
      retry('none-free', 1000),
      { pauseMs: null, platformDown: true, unclearBefore: 1 },
      {
        kind: 'again',
        afterMs: 1000,
        costsAttempt: false,
        unclear: false,
        platformFault: false,
      },
    ],
    [
      'a rate limit that names no time goes by the schedule',
      retry('rate-limit'),
      {},
      { kind: 'again', afterMs: 5000, unclear: false, costsAttempt: true, platformFault: false },
    ],
    [
      'and ends with it: not delivered',
      retry('rate-limit'),
      { pauseMs: null },
      { kind: 'end', state: 'exhausted' },
    ],
    [
      'or, after something unclear, perhaps delivered',
      retry('rate-limit'),
      { pauseMs: null, unclearBefore: 1 },
      { kind: 'end', state: 'uncertain' },
    ],
    [
      'a rate limit that names no time at all still waits a moment',
      retry('rate-limit', 0),
      {},
      { kind: 'again', afterMs: 1000, costsAttempt: false },
    ],
    [
      'no limit is waited for beyond the day',
      retry('rate-limit', 9 * 24 * HOUR),
      { sinceFirstAttemptMs: 20 * HOUR },
      { kind: 'again', afterMs: 4 * HOUR },
    ],
    [
      'after which it ends',
      retry('rate-limit', 1000),
      { sinceFirstAttemptMs: 24 * HOUR },
      { kind: 'end', state: 'exhausted' },
    ],
    [
      'an unclear push is repeated with its key',
      unclear,
      {},
      { kind: 'again', afterMs: 5000, unclear: true, costsAttempt: true },
    ],
    [
      'an unclear send without key: twice again',
      unclear,
      { safety: 'none', unclearBefore: 1 },
      { kind: 'again', unclear: true },
    ],
    [
      'and no third time',
      unclear,
      { safety: 'none', unclearBefore: 2 },
      { kind: 'end', state: 'uncertain' },
    ],
    [
      'the schedule used up without anything unclear: not delivered',
      retry('unreachable'),
      { pauseMs: null },
      { kind: 'end', state: 'exhausted' },
    ],
    [
      'the schedule used up after something unclear: may have been delivered',
      retry('unreachable'),
      { pauseMs: null, unclearBefore: 1 },
      { kind: 'end', state: 'uncertain' },
    ],
    [
      'a platform that is down costs no attempt, even past the schedule',
      retry('unavailable'),
      { pauseMs: null, platformDown: true, sinceFirstAttemptMs: 20 * HOUR },
      { kind: 'again', costsAttempt: false },
    ],
    [
      'but not beyond the day a retry key lives',
      retry('unavailable'),
      { pauseMs: 5000, platformDown: true, sinceFirstAttemptMs: 24 * HOUR },
      { kind: 'end', state: 'exhausted' },
    ],
  ] satisfies [string, Failed, Partial<AttemptFacts>, object][])(
    '%s',
    (_, outcome, change, expected) => {
      expect(settleAttempt(outcome, facts(change))).toMatchObject(expected);
    },
  );

  const outcomes = fc.constantFrom<Failed>(
    { kind: 'withheld' },
    unclear,
    { kind: 'unclear', reason: 'server-error', detail: '' },
    retry('rate-limit'),
    retry('unreachable'),
    retry('no-token'),
    refused('bad-request'),
    refused('quota'),
    refused('unauthorized'),
  );

  const safeties = fc.constantFrom<AttemptFacts['safety']>('none', 'reply-token', 'retry-key');

  test('a send without a key never goes out more than three times unclear', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: 1, maxLength: 30 }), (sequence) => {
        let unclearSends = 0;
        for (const outcome of sequence) {
          const verdict = settleAttempt(
            outcome,
            facts({ safety: 'none', unclearBefore: unclearSends }),
          );
          if (outcome.kind === 'unclear') unclearSends += 1;
          if (verdict.kind !== 'again') break;
        }
        expect(unclearSends).toBeLessThanOrEqual(3);
      }),
    );
  });

  test('"not delivered" is never said of something that may have arrived', () => {
    fc.assert(
      fc.property(outcomes, safeties, fc.nat(3), fc.boolean(), (outcome, safety, before, used) => {
        const pauseMs = used ? null : 1000;
        const verdict = settleAttempt(outcome, facts({ safety, unclearBefore: before, pauseMs }));
        if (verdict.kind !== 'end' || before === 0) return;
        expect(verdict.state).toBe('uncertain');
      }),
    );
  });
});
