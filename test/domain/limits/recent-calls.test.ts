import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import {
  createRecentCalls,
  LATELY_MS,
  type RecentCalls,
} from '../../../src/domain/limits/recent-calls.ts';
import { type ManualClock, manualClock } from '../../helpers/clock.ts';

const SENT: Outcome<null> = { kind: 'sent', answer: null, already: false };
const FAULT: Outcome<null> = { kind: 'unclear', reason: 'server-error', detail: 'HTTP 500: oops' };

let clock: ManualClock;
let calls: RecentCalls;
beforeEach(() => {
  clock = manualClock();
  calls = createRecentCalls(clock);
});

test('there are no calls at first', () => {
  expect(calls.lately('line')).toEqual({ made: 0, failed: 0, last: null, isFailing: false });
});

test('calls are counted for ten minutes, per destination', () => {
  calls.note('line', SENT);
  calls.note('line', FAULT);
  const at = clock.now();
  clock.advance(60_000);
  calls.note('line', SENT);
  const last = { at, status: 500, reason: 'server-error' };
  expect(calls.lately('line')).toEqual({ made: 3, failed: 1, last, isFailing: false });
  expect(calls.lately('line-works').made).toBe(0);
  clock.advance(LATELY_MS - 60_000);
  expect(calls.lately('line')).toEqual({ made: 1, failed: 0, last: null, isFailing: false });
  clock.advance(60_000);
  expect(calls.lately('line').made).toBe(0);
});

test('a destination is failing while its latest call, not long ago, failed', () => {
  calls.note('line', FAULT);
  expect(calls.lately('line').isFailing).toBe(true);
  calls.note('line', SENT);
  expect(calls.lately('line').isFailing).toBe(false);
  calls.note('line', FAULT);
  clock.advance(LATELY_MS + 60_000);
  expect(calls.lately('line').isFailing).toBe(false);
});

test.each<[Outcome<null>, { status: number | null; reason: string } | null]>([
  [SENT, null],
  [{ kind: 'withheld' }, null],
  [{ kind: 'refused', reason: 'bad-reply-token', status: 400, detail: '' }, null],
  [{ kind: 'refused', reason: 'unbuildable', status: 0, detail: '' }, null],
  [{ kind: 'retry', reason: 'preparing', afterMs: null, detail: 'HTTP 202: ' }, null],
  [{ kind: 'retry', reason: 'empty', afterMs: null, detail: '' }, null],
  [
    { kind: 'refused', reason: 'unauthorized', status: 401, detail: 'HTTP 401: no' },
    { status: 401, reason: 'unauthorized' },
  ],
  [
    { kind: 'retry', reason: 'unreachable', afterMs: null, detail: 'ECONNREFUSED' },
    { status: null, reason: 'unreachable' },
  ],
  [
    { kind: 'retry', reason: 'rate-limit', afterMs: 1000, detail: 'HTTP 429: slow' },
    { status: 429, reason: 'rate-limit' },
  ],
  [
    { kind: 'unclear', reason: 'timeout', detail: 'HTTP 500 is not what it said' },
    { status: 500, reason: 'timeout' },
  ],
])('%j', (outcome, failure) => {
  calls.note('line', outcome);
  const { made, failed, last } = calls.lately('line');
  expect(last).toEqual(failure && { at: clock.now(), ...failure });
  expect(failed).toBe(failure === null ? 0 : 1);
  expect(made).toBe(outcome.kind === 'sent' || failure !== null ? 1 : 0);
});

test('failures never exceed calls, and old calls are forgotten', () => {
  const step = fc.tuple(fc.constantFrom(SENT, FAULT), fc.nat({ max: 4 * 60_000 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const own = createRecentCalls(clock);
      const all: { at: number; isFault: boolean }[] = [];
      for (const [outcome, ms] of steps) {
        clock.advance(ms);
        own.note('x', outcome);
        all.push({ at: clock.now(), isFault: outcome === FAULT });
        const { made, failed, last, isFailing } = own.lately('x');
        const within = all.filter(({ at }) => at > clock.now() - LATELY_MS + 60_000);
        expect(made).toBeGreaterThanOrEqual(within.length);
        expect(failed).toBeGreaterThanOrEqual(within.filter(({ isFault }) => isFault).length);
        expect(failed).toBeLessThanOrEqual(made);
        expect(last === null).toBe(failed === 0);
        expect(isFailing).toBe(outcome === FAULT);
      }
    }),
    { numRuns: 50 },
  );
});
