import { expect, test } from 'vitest';
import { durableAlarm } from '../../../src/hosts/worker/alarm.ts';
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

test('an overdue instant becomes now: the platform takes no instant of 1970', () => {
  const { alarm, writes } = setUp();
  alarm.set(0);
  expect(writes).toEqual([NOW]);
});

test('an alarm that cannot be written is a fault', async () => {
  const { alarm, faults } = setUp(() => Promise.reject(new Error('storage')));
  alarm.set(NOW);
  await Promise.resolve();
  expect(faults).toEqual(['alarm']);
});
