import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/domain/durations.ts';
import type { AlertStage } from '../../../src/domain/watch/alert.ts';
import { judgeCertificate, nextLookMs } from '../../../src/domain/watch/certificate.ts';
import { judgeDatabase, judgeDisk, judgeRoomInStore } from '../../../src/domain/watch/room-left.ts';
import { FREE_FLOOR_BYTES } from '../../../src/media/blob-store.ts';

const GB = 1024 ** 3;
const LOW = { stage: 'low' } as const;
const NEAR = { stage: 'nearly-full' } as const;

describe('room', () => {
  test.each<[string, ReturnType<typeof judgeDisk>, AlertStage | null]>([
    ['a disk with room', judgeDisk(null, 2 * GB), null],
    ['a disk before the floor', judgeDisk(null, 4 * FREE_FLOOR_BYTES - 1), 'low'],
    ['a disk that was low', judgeDisk(LOW, 3 * GB - 1), 'low'],
    ['a disk with room again', judgeDisk(LOW, 3 * GB), null],
    ['a database with room', judgeDatabase(null, 79, 100), null],
    ['a database of four fifths', judgeDatabase(null, 80, 100), 'nearly-full'],
    ['a database that was nearly full', judgeDatabase(NEAR, 75, 100), 'nearly-full'],
    ['a database with room again', judgeDatabase(NEAR, 74, 100), null],
    ['a database on a disk', judgeDatabase(NEAR, 99, null), null],
    ['a store with room', judgeRoomInStore(null, 89, 100), null],
    ['a store of nine tenths', judgeRoomInStore(null, 90, 100), 'nearly-full'],
    ['a store that was nearly full', judgeRoomInStore(NEAR, 85, 100), 'nearly-full'],
    ['a store with room again', judgeRoomInStore(NEAR, 84, 100), null],
    ['a store that has no limit any more', judgeRoomInStore(NEAR, 99, null), null],
  ])('%s', (_what, seen, stage) => expect(seen).toMatchObject({ stage }));

  test('no disk of our own', () => expect(judgeDisk(null, null)).toBe('unknown'));
});

describe('a certificate', () => {
  test.each<[number, number, AlertStage | null]>([
    [90, 15, null],
    [90, 14, 'two-weeks'],
    [90, 3.1, 'two-weeks'],
    [90, 3, 'three-days'],
    [90, 0, 'over'],
    [90, -5, 'over'],
    [365, 14, 'two-weeks'],
    // One for six days is renewed in its last days.
    [6, 2, null],
    [6, 0.9, 'two-weeks'],
    [6, 0.2, 'three-days'],
  ])('for %d days with %d left', (life, left, stage) => {
    const validity = { from: 0, to: life * DAY_MS };
    const seen = judgeCertificate(validity, (life - left) * DAY_MS);
    expect(seen).toEqual({ stage, figure: validity.to });
  });

  test('is looked at once a day, a short-lived one more often', () => {
    expect(nextLookMs({ from: 0, to: 90 * DAY_MS })).toBe(DAY_MS);
    expect(nextLookMs({ from: 0, to: 6 * DAY_MS })).toBeLessThan(5 * HOUR_MS);
  });
});
