import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Pace, repeat } from '../../../src/hosts/worker/repeat.ts';

/** An object that keeps what it is told under its key, and is reset as the script says. */
function objectThat(...script: readonly ('works' | 'before' | 'after' | 'overloaded')[]) {
  const kept = new Set<string>();
  let calls = 0;
  return {
    kept,
    calls: () => calls,
    accept: async (key: string) => {
      const does = script[calls] ?? 'works';
      calls += 1;
      if (does === 'overloaded') throw Object.assign(new Error('busy'), { overloaded: true });
      if (does === 'before') throw new Error('reset');
      kept.add(key);
      if (does === 'after') throw Object.assign(new Error('reset'), { overloaded: false });
      return 200;
    },
  };
}

/** A pace whose clock moves in pauses alone, and by what a test adds. */
function paceOf(fraction = 0.5) {
  const pauses: number[] = [];
  let time = 1000;
  const pace: Pace & { pass(ms: number): void } = {
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
    fraction: () => fraction,
    pause: async (ms) => {
      pauses.push(ms);
      time += ms;
    },
  };
  return { pace, pauses };
}

test('an object that was reset is asked again, and what it kept is kept once', async () => {
  const object = objectThat('before', 'after', 'works');
  const { pace, pauses } = paceOf();
  expect(await repeat(() => object.accept('event'), pace)).toEqual({ kind: 'done', value: 200 });
  expect(pauses).toEqual([50, 150]);
  expect([...object.kept]).toEqual(['event']);
});

test('five tries are the most', async () => {
  const object = objectThat(...Array.from({ length: 9 }, () => 'before' as const));
  const { pace, pauses } = paceOf();
  expect(await repeat(() => object.accept('event'), pace)).toEqual({
    kind: 'gave-up',
    tries: 5,
    isOverloaded: false,
  });
  expect([object.calls(), pauses]).toEqual([5, [50, 150, 400, 800]]);
});

test('an overloaded object is left alone, whichever try says so', async () => {
  const object = objectThat('before', 'overloaded');
  const { pace } = paceOf();
  expect(await repeat(() => object.accept('event'), pace)).toEqual({
    kind: 'gave-up',
    tries: 2,
    isOverloaded: true,
  });
});

test('what may not run twice is called once', async () => {
  const object = objectThat('after');
  const { pace } = paceOf();
  const answer = await repeat(() => object.accept('event'), pace, false);
  expect(answer).toEqual({ kind: 'gave-up', tries: 1, isOverloaded: false });
});

test('no try begins after 1.8 s, however long calls and pauses take', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 2500 }),
      async (fraction, callMs) => {
        const { pace } = paceOf(fraction);
        const startedAt = pace.now();
        const begun: number[] = [];
        const call = async () => {
          begun.push(pace.now() - startedAt);
          pace.pass(callMs);
          throw new Error('reset');
        };
        expect(await repeat(call, pace)).toMatchObject({ kind: 'gave-up', tries: begun.length });
        expect(begun.length).toBeLessThanOrEqual(5);
        expect(Math.max(...begun)).toBeLessThanOrEqual(1800);
        // Quick resets are met by all five.
        if (callMs < 10) expect(begun.length).toBe(5);
      },
    ),
  );
});
