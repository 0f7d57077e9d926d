import { describe, expect, test } from 'vitest';
import { durableAlarm, engineAlarm, runAlarm } from '../../../src/hosts/worker/alarm.ts';
import { manualClock } from '../../helpers/clock.ts';

const NOW = Date.parse('2026-11-22T09:00:00+09:00');

function setUp(write: (at: number) => Promise<void> = async () => undefined) {
  const writes: number[] = [];
  const faults: string[] = [];
  const setAlarm = (at: number) => {
    writes.push(at);
    return write(at);
  };
  const alarm = durableAlarm({ setAlarm }, manualClock(NOW), (what) => faults.push(what));
  return { alarm, writes, faults };
}

test('an alarm is brought forward, never put off or cancelled', () => {
  const { alarm, writes } = setUp();
  alarm.set(NOW + 5000);
  alarm.set(NOW + 9000);
  alarm.set(null);
  alarm.set(NOW + 1000);
  expect(writes).toEqual([NOW + 5000, NOW + 1000]);
});

test('once it has fired, any instant counts again', () => {
  const { alarm, writes } = setUp();
  alarm.set(NOW + 1000);
  alarm.fired();
  alarm.set(NOW + 9000);
  expect(writes).toEqual([NOW + 1000, NOW + 9000]);
});

test('what is due at once is done from memory: the alarm stands guard two seconds later', () => {
  const { alarm, writes } = setUp();
  alarm.set(0);
  alarm.set(NOW);
  alarm.set(NOW + 2500);
  expect(writes).toEqual([NOW + 2000]);
  alarm.set(NOW + 1);
  expect(writes).toEqual([NOW + 2000, NOW + 1]);
});

test('what the storage has is not written again after an eviction', () => {
  const { alarm, writes } = setUp();
  alarm.found(NOW + 5000);
  alarm.set(NOW + 5000);
  alarm.set(NOW + 9000);
  alarm.set(NOW + 3000);
  expect(writes).toEqual([NOW + 3000]);
});

test('an alarm that cannot be written is a fault', async () => {
  const { alarm, faults } = setUp(() => Promise.reject(new Error('storage')));
  alarm.set(NOW);
  await Promise.resolve();
  expect(faults).toEqual(['alarm']);
});

describe("the engine's alarm", () => {
  test("is the object's, but while that runs: then memory wakes the engine, and nothing is written", async () => {
    const { alarm, writes } = setUp();
    const ofEngine = engineAlarm(alarm, manualClock(NOW));
    ofEngine.set(NOW + 9000);
    expect(writes).toEqual([NOW + 9000]);
    await new Promise<void>((woken) => {
      ofEngine.begin(woken);
      ofEngine.set(NOW + 5000);
      ofEngine.set(NOW + 1);
    });
    ofEngine.set(NOW + 2000);
    expect(writes).toEqual([NOW + 9000]);
    ofEngine.end();
    ofEngine.set(NOW + 7000);
    expect(writes).toEqual([NOW + 9000, NOW + 7000]);
  });
});

describe('a fired alarm', () => {
  const running = (engine: Partial<Parameters<typeof runAlarm>[0]['engine']>) => {
    const { alarm, writes, faults } = setUp();
    const clock = manualClock(NOW);
    const ofEngine = engineAlarm(alarm, clock);
    const whole = {
      wake: () => undefined,
      // What the engine sets in a round.
      idle: async () => ofEngine.set(NOW + 2000),
      isCalling: () => false,
      nextAt: () => null,
    };
    alarm.fired();
    const run = runAlarm({
      engine: { ...whole, ...engine },
      engineAlarm: ofEngine,
      alarm,
      clock,
      onFault: (what) => faults.push(what),
    });
    return { run, writes, faults };
  };

  test('does what is due, and sets itself for what comes next', async () => {
    const done: string[] = [];
    const { run, writes } = running({ wake: () => done.push('woken'), nextAt: () => NOW + 7000 });
    await run;
    expect([done, writes]).toEqual([['woken'], [NOW + 7000]]);
  });

  test('waits for calls under way: what they lead to costs no alarm', async () => {
    const under = [true, true, false];
    let waits = 0;
    const { run, writes } = running({
      isCalling: () => under.shift() === true,
      idle: async () => {
        waits += 1;
      },
      nextAt: () => NOW + 7000,
    });
    await run;
    expect([waits, writes]).toEqual([3, [NOW + 7000]]);
  });

  test('does not wait for ever', async () => {
    const { run, writes } = running({ isCalling: () => true, nextAt: () => NOW + 2000 });
    await run;
    expect(writes).toEqual([NOW + 2000]);
  });

  test('is over when nothing comes next', async () => {
    const { run, writes, faults } = running({});
    await run;
    expect([writes, faults]).toEqual([[], []]);
  });

  const fails = () => {
    throw new Error('the database');
  };
  test.each([
    ['waking', { wake: fails }],
    ['the work', { idle: async () => fails() }],
    ['asking for the next instant', { nextAt: fails }],
  ])('never throws: it comes again in a minute when %s fails', async (_what, engine) => {
    const { run, writes, faults } = running(engine);
    await run;
    expect([writes, faults]).toEqual([[NOW + 60_000], ['alarm']]);
  });
});
