import { expect, test } from 'vitest';
import { hasEnded } from '../../../src/domain/watch/ended-alarm.ts';

const MINUTE = 60_000;
const NOW = 100 * MINUTE;

test.each([
  ['nothing waits', null, null, false],
  ['it is set for the next work', NOW + MINUTE, NOW + MINUTE, false],
  ['it is set, and comes early', NOW + MINUTE, NOW + 30 * MINUTE, false],
  ['there is none', null, NOW + 30 * MINUTE, true],
  ['it comes long after the work is due', NOW + 60 * MINUTE, NOW + 30 * MINUTE, true],
  ['it comes a little late', NOW + 5 * MINUTE, NOW, false],
  ['work was due long ago', NOW + MINUTE, NOW - 11 * MINUTE, true],
  ['work was due a moment ago', NOW, NOW - MINUTE, false],
])('an alarm has ended or not: %s', (_, alarmAt, nextAt, ended) => {
  expect(hasEnded({ alarmAt, nextAt, now: NOW })).toBe(ended);
});
