import { beforeEach, describe, expect, test } from 'vitest';
import { createRateBook, type RateBook } from '../../../../bridge/deliver/admission/rate-book.ts';
import { type ManualClock, manualClock } from '../../../helpers/clock.ts';

const MINUTE_MS = 60_000;

let clock: ManualClock;
let rates: RateBook;
beforeEach(() => {
  clock = manualClock();
  rates = createRateBook(clock, 'standard');
});

type Api = Parameters<RateBook['take']>[0];

/** Takes calls until one is refused; returns their number. */
function takeAll(api: Api): number {
  let taken = 0;
  while (rates.take(api) === 'taken') taken += 1;
  return taken;
}

/** One call from claim to answer. */
function call(api: Api, reading: { limit?: number; remaining?: number; resetMs?: number } = {}) {
  expect(rates.take(api)).toBe('taken');
  const { limit = null, remaining = null, resetMs = null } = reading;
  rates.read(api, { limit, remaining, resetMs });
  rates.release(api);
}

test('a call refused while the first answer is under way asks again soon, not in a minute', () => {
  expect(takeAll('create-channel')).toBe(10);
  expect(rates.take('create-channel')).toBe(clock.now() + 500);
  rates.read('create-channel', { limit: 100, remaining: 99, resetMs: MINUTE_MS });
  rates.release('create-channel');
  expect(takeAll('create-channel')).toBe(90);
});

test('an upload whose call the platform has counted is not counted again', () => {
  const limit = { limit: 10, resetMs: MINUTE_MS };
  for (const remaining of [9, 8, 7]) {
    expect(rates.take('attachment')).toBe('taken');
    rates.read('attachment', { ...limit, remaining });
  }
  expect(takeAll('attachment')).toBe(7);
});

test("an answer without a limit keeps the plan's", () => {
  expect(takeAll('create-channel')).toBe(10);
  rates.release('create-channel');
  expect(rates.take('create-channel')).toBe(clock.now() + MINUTE_MS);
});

describe("before any answer the plan's numbers hold", () => {
  test.each([
    ['free', 60],
    ['standard', 240],
    ['advanced', 240],
  ] as const)('%s: %i a minute and API', (plan, limit) => {
    rates = createRateBook(clock, plan);
    expect(takeAll('channel-message')).toBe(limit);
    expect(takeAll('user-message')).toBe(limit);
    expect(takeAll('create-channel')).toBe(10);
  });

  test('a refused call is told when the window ends, and then there is room again', () => {
    takeAll('create-channel');
    rates.release('create-channel');
    clock.advance(20_000);
    expect(rates.take('create-channel')).toBe(clock.now() + 40_000);
    clock.advance(39_999);
    expect(rates.take('create-channel')).toBe(clock.now() + 1);
    clock.advance(1);
    expect(takeAll('create-channel')).toBe(10);
  });
});

describe('answers overrule the plan', () => {
  test('upwards', () => {
    call('channel-message', { limit: 1000, remaining: 999, resetMs: 30_000 });
    expect(takeAll('channel-message')).toBe(999);
    expect(rates.take('channel-message')).toBe(clock.now() + 30_000);
  });

  test('downwards', () => {
    call('channel-message', { limit: 20, remaining: 3, resetMs: 5000 });
    expect(takeAll('channel-message')).toBe(3);
    clock.advance(5000);
    expect(takeAll('channel-message')).toBe(20);
  });

  test('rooms too: 10 a minute only until an answer says otherwise', () => {
    call('create-channel', { limit: 240, remaining: 239, resetMs: MINUTE_MS });
    expect(takeAll('create-channel')).toBe(239);
  });

  test('each API for itself', () => {
    call('channel-message', { limit: 20, remaining: 0, resetMs: 5000 });
    expect(rates.take('channel-message')).toBe(clock.now() + 5000);
    expect(takeAll('user-message')).toBe(240);
  });

  test('an answer without headers changes nothing', () => {
    call('channel-message');
    expect(takeAll('channel-message')).toBe(239);
  });

  test('an impossible limit is ignored', () => {
    call('channel-message', { limit: 0, remaining: 5, resetMs: 1000 });
    clock.advance(1000);
    expect(takeAll('channel-message')).toBe(240);
  });
});

describe('calls under way', () => {
  test('are missing in an answer’s count, and so are subtracted from it', () => {
    for (let n = 0; n < 5; n += 1) rates.take('channel-message');
    // The answer to the first: four others are on their way.
    rates.read('channel-message', { limit: 10, remaining: 9, resetMs: MINUTE_MS });
    rates.release('channel-message');
    expect(takeAll('channel-message')).toBe(5);
  });

  test('never make it negative', () => {
    for (let n = 0; n < 5; n += 1) rates.take('channel-message');
    rates.read('channel-message', { limit: 10, remaining: 2, resetMs: 7000 });
    expect(rates.take('channel-message')).toBe(clock.now() + 7000);
  });
});

describe('429', () => {
  test('stops calls until the time it names', () => {
    rates.take('channel-message');
    rates.release('channel-message');
    rates.exhausted('channel-message', 12_000);
    expect(rates.take('channel-message')).toBe(clock.now() + 12_000);
    clock.advance(12_000);
    expect(rates.take('channel-message')).toBe('taken');
  });

  /** One call answered by a 429 without a time; returns how long all calls then wait. */
  function refusedAgain(): number {
    expect(rates.take('channel-message')).toBe('taken');
    rates.release('channel-message', 'limited');
    const waitMs = rates.exhausted('channel-message', null);
    expect(rates.take('channel-message')).toBe(clock.now() + waitMs);
    clock.advance(waitMs);
    return waitMs;
  }

  test('without a time: a second, then longer, and never more than the minute of the count', () => {
    const waits = [1, 2, 3, 4, 5].map(refusedAgain);
    expect(waits).toEqual([1000, 5000, 30_000, 60_000, 60_000]);
  });

  test('the next call then goes alone, and its answer lets the others go', () => {
    refusedAgain();
    expect(takeAll('channel-message')).toBe(1);
    rates.release('channel-message');
    expect(takeAll('channel-message')).toBe(240);
    for (let n = 0; n < 240; n += 1) rates.release('channel-message');
    clock.advance(MINUTE_MS);
    expect(refusedAgain()).toBe(1000);
  });

  test('the refusals of calls that left together count once', () => {
    for (let n = 0; n < 5; n += 1) rates.take('channel-message');
    for (let n = 0; n < 5; n += 1) {
      rates.release('channel-message', 'limited');
      expect(rates.exhausted('channel-message', null)).toBe(1000);
    }
    clock.advance(1000);
    expect(refusedAgain()).toBe(5000);
  });

  test('an answer during the pause belongs to an earlier call, and does not end it', () => {
    for (let n = 0; n < 2; n += 1) rates.take('channel-message');
    rates.release('channel-message', 'limited');
    rates.exhausted('channel-message', null);
    rates.read('channel-message', { limit: 240, remaining: 0, resetMs: null });
    rates.release('channel-message');
    expect(rates.take('channel-message')).toBe(clock.now() + 1000);
  });

  test('a call that never left takes nothing from the count', () => {
    clock.advance(MINUTE_MS);
    for (let n = 0; n < 1000; n += 1) {
      expect(rates.take('channel-message')).toBe('taken');
      rates.release('channel-message', 'unused');
    }
    expect(takeAll('channel-message')).toBe(240);
  });
});

describe('calls run short', () => {
  test('below a quarter of the limit in force', () => {
    expect(rates.isShort('channel-message')).toBe(false);
    call('channel-message', { limit: 100, remaining: 25, resetMs: 5000 });
    expect(rates.isShort('channel-message')).toBe(false);
    call('channel-message', { limit: 100, remaining: 24, resetMs: 5000 });
    expect(rates.isShort('channel-message')).toBe(true);
    expect(rates.isShort('user-message')).toBe(false);
    clock.advance(5000);
    expect(rates.isShort('channel-message')).toBe(false);
  });
});

describe('texts that piled up while there were no calls', () => {
  test('are merged in the next window, and not in the one after it', () => {
    takeAll('channel-message');
    clock.advance(MINUTE_MS);
    expect(rates.isShort('channel-message')).toBe(true);
    call('channel-message');
    expect(rates.isShort('channel-message')).toBe(true);
    clock.advance(MINUTE_MS);
    expect(rates.isShort('channel-message')).toBe(false);
  });

  test('are long gone after minutes without a call', () => {
    takeAll('channel-message');
    clock.advance(3 * MINUTE_MS);
    expect(rates.isShort('channel-message')).toBe(false);
  });
});

describe('one lane among others', () => {
  const API = 'channel-message';
  /**
   * Takes calls for a lane until it is told to wait; returns their number, and when to come back.
   */
  function flood(lane: string): { taken: number; until: number } {
    for (let taken = 0; ; taken += 1) {
      const pass = rates.take(API, undefined, lane);
      if (pass !== 'taken') return { taken, until: pass };
      rates.release(API);
    }
  }

  test('has at most three quarters of a window, so that the others have something left', () => {
    expect(flood('a').taken).toBe(180);
    expect(flood('b').taken).toBe(45);
    expect(rates.take(API, undefined, 'c')).toBe('taken');
  });

  test.each([2, 5, 10])('%i lanes with many messages leave calls to a newcomer', (howMany) => {
    const lanes = Array.from({ length: howMany }, (_, n) => `flood-${n}`);
    for (let waiting = lanes; waiting.length > 0; ) {
      waiting = waiting.filter((lane) => {
        const pass = rates.take(API, undefined, lane);
        if (pass === 'taken') rates.release(API);
        return pass === 'taken';
      });
    }
    for (const words of ['one', 'two', 'three']) {
      expect(rates.take(API, undefined, 'newcomer'), words).toBe('taken');
    }
  });

  test('uses what is left when the window is nearly over, and begins again in the next', () => {
    const { until } = flood('a');
    const resetAt = clock.now() + MINUTE_MS;
    expect(until).toBe(resetAt - 4000);
    clock.advance(until - clock.now());
    expect(flood('a').taken).toBe(60);
    clock.advance(4000);
    expect(flood('a').taken).toBe(180);
  });

  test('begins again even if only an answer tells that a window has ended', () => {
    flood('a');
    rates.read(API, { limit: 240, remaining: 239, resetMs: MINUTE_MS });
    expect(flood('a').taken).toBeGreaterThan(170);
  });

  test('has its texts merged once it has had as many calls as are left', () => {
    for (let n = 0; n < 119; n += 1) rates.take(API, undefined, 'a');
    expect(rates.isShort(API, 'a')).toBe(false);
    rates.take(API, undefined, 'a');
    expect(rates.isShort(API, 'a')).toBe(true);
    expect(rates.isShort(API, 'b')).toBe(false);
    flood('a');
    clock.advance(MINUTE_MS);
    // Texts that piled up behind it go together.
    expect(rates.isShort(API, 'a')).toBe(true);
    expect(rates.isShort(API, 'b')).toBe(false);
    clock.advance(2 * MINUTE_MS);
    expect(rates.isShort(API, 'a')).toBe(false);
  });
});

test('eight rooms for which no person waits are made at once, and a person’s room beside them', () => {
  rates.read('create-channel', { limit: 100, remaining: 100, resetMs: MINUTE_MS });
  const forNotice = () => rates.take('create-channel', () => true);
  for (let at = 0; at < 8; at += 1) expect(forNotice()).toBe('taken');
  expect(forNotice()).toBe(clock.now() + 100);
  expect(rates.take('create-channel', () => false)).toBe('taken');
  rates.release('create-channel');
  expect(forNotice()).toBe(clock.now() + 100);
  rates.release('create-channel');
  expect(forNotice()).toBe('taken');
});
