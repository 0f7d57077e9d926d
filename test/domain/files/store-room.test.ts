import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeStore, type NoRoom, type StoreTold } from '../../../src/domain/files/store-room.ts';

const NOTHING: StoreTold = {
  toldNearlyFull: false,
  toldFull: false,
  fullToldAt: null,
  floorToldAt: null,
};
const HOUR_MS = 3_600_000;

/** The alarms at each of these moments, hour after hour, under a limit of 100. */
function said(
  moments: readonly (number | readonly [number, NoRoom])[],
  limit: number | null = 100,
) {
  let told = NOTHING;
  return moments.map((moment, hour) => {
    const [stored, refused] = typeof moment === 'number' ? ([moment, null] as const) : moment;
    const judged = judgeStore(told, { stored, limit, refused, now: hour * HOUR_MS });
    told = judged.told;
    return judged.alarm;
  });
}

describe('the administrators are told', () => {
  test.each<[string, Parameters<typeof said>[0], ReturnType<typeof said>]>([
    ['about nothing below 90 %', [0, 50, 89], [null, null, null]],
    ['about 90 % once', [90, 95, 90], ['nearly-full', null, null]],
    ['about 90 % again once it fell below', [90, 89, 90], ['nearly-full', null, 'nearly-full']],
    ['about a full store once', [95, [95, 'limit'], [96, 'limit']], ['nearly-full', 'full', null]],
    [
      'about a full store at once, and not that it is nearly full',
      [100, 100, 95],
      ['full', null, null],
    ],
    [
      'about a full store again once it fell below',
      [[95, 'limit'], 80, 95, [95, 'limit']],
      ['full', null, 'nearly-full', 'full'],
    ],
    [
      'about a file that is too large once a day',
      [
        [10, 'limit'],
        [10, 'limit'],
      ],
      ['full', null],
    ],
    ['about the floor once a day', [[0, 'floor'], [0, 'floor'], 0], ['disk-floor', null, null]],
  ])('%s', (_what, moments, alarms) => {
    expect(said(moments)).toEqual(alarms);
  });

  test('about the floor again the next day', () => {
    const floor = [0, 'floor'] as const;
    const alarms = said(Array.from({ length: 50 }, () => floor));
    expect(alarms.flatMap((alarm, hour) => (alarm ? [hour] : []))).toEqual([0, 24, 48]);
  });

  test('without a limit, about the floor only', () => {
    const moment = fc.tuple(fc.nat(), fc.constantFrom(null, 'floor' as const));
    fc.assert(
      fc.property(fc.array(moment), (moments) => {
        const alarms = said(
          moments.map(([stored, refused]) => (refused ? ([stored, refused] as const) : stored)),
          null,
        );
        expect(alarms.every((alarm) => alarm === null || alarm === 'disk-floor')).toBe(true);
      }),
    );
  });

  test('never twice about the same while it stays nearly full', () => {
    const moment = fc.tuple(fc.integer({ min: 90, max: 100 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(moment), (moments) => {
        const alarms = said(
          moments.map(([stored, isRefused]) => (isRefused ? [stored, 'limit'] : stored)),
        ).filter((alarm) => alarm !== null);
        expect(alarms.length).toBe(new Set(alarms).size);
      }),
    );
  });
});
