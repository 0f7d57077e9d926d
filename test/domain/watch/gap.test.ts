import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/domain/durations.ts';
import { judgeGap } from '../../../src/domain/watch/gap.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');

test.each<[string, number | null, boolean]>([
  ['a first start', null, false],
  ['a restart', NOW - 5 * SECOND_MS, false],
  ['a restart for which a proxy holds requests', NOW - 59 * SECOND_MS, false],
  ['a minute', NOW - MINUTE_MS, true],
  ['a night', NOW - 12 * HOUR_MS, true],
  ['a clock that was put back', NOW + HOUR_MS, false],
])('%s', (_what, lastSignAt, isGap) => {
  expect(judgeGap(lastSignAt, NOW)).toEqual(isGap ? { from: lastSignAt, to: NOW } : null);
});
