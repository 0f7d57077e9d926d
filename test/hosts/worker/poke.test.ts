import { expect, test } from 'vitest';
import { type AlarmStorage, durableAlarm } from '../../../src/hosts/worker/alarm.ts';
import { answerPoke, type PokeFacts } from '../../../src/hosts/worker/poke.ts';

const MINUTE = 60_000;
const NOW = 1000 * MINUTE;

test.each<[string, PokeFacts, boolean, number[]]>([
  ['all is well', { alarmAt: NOW + MINUTE, nextAt: NOW + MINUTE }, false, []],
  ['nothing waits', { alarmAt: null, nextAt: null }, false, []],
  ['it has ended', { alarmAt: null, nextAt: NOW + MINUTE }, true, [NOW + MINUTE]],
  ['it comes too late', { alarmAt: NOW + 60 * MINUTE, nextAt: NOW + 5 }, true, [NOW + 5]],
  ['it waits for a start', { alarmAt: NOW + 60 * MINUTE, nextAt: 'cannot-start' }, false, []],
  ['it waits in vain', { alarmAt: null, nextAt: 'cannot-start' }, true, [NOW + MINUTE]],
])('an alarm that has ended is set again: %s', (_, facts, wasEnded, set) => {
  const seen: number[] = [];
  const storage: AlarmStorage = {
    setAlarm: async (at) => {
      seen.push(at);
    },
  };
  const fail = (what: string) => {
    throw new Error(what);
  };
  const alarm = durableAlarm(storage, { now: () => NOW }, fail);
  // Memory believes that it is set.
  alarm.set(NOW + 1);
  seen.length = 0;
  expect(answerPoke(facts, alarm, { now: () => NOW })).toMatchObject({ wasEnded });
  expect(seen).toEqual(set);
});
