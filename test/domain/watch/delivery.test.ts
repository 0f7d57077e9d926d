import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/domain/durations.ts';
import type { CallsLately } from '../../../src/domain/limits/recent-calls.ts';
import type { AlertStage } from '../../../src/domain/watch/alert.ts';
import { judgeDelivery } from '../../../src/domain/watch/delivery.ts';

const NOW = 100 * MINUTE_MS;
const calls = (made: number, failed: number, reason = 'unreachable'): CallsLately => ({
  made,
  failed,
  last: failed > 0 ? { at: NOW, status: null, reason } : null,
  isFailing: failed > 0 && failed === made,
});
const QUIET = calls(0, 0);
const WELL = calls(9, 1);
const DOWN = calls(3, 3);

test.each<[string, AlertStage | null, number | null, CallsLately, AlertStage | null | 'unknown']>([
  ['nothing waits', null, null, QUIET, null],
  ['words wait for a retry', null, 9, calls(2, 2), null],
  ['words wait for ten minutes while others go out', null, 10, WELL, 'waiting'],
  ['words wait for ten minutes and nothing goes out', null, 10, calls(1, 1), 'failing'],
  ['every call of ten minutes failed', null, null, DOWN, 'failing'],
  ['the token was revoked', null, null, calls(3, 3, 'unauthorized'), 'failing'],
  ['three messages were refused for what they hold', null, null, calls(3, 3, 'bad-request'), null],
  ['they flow again', 'waiting', 1, QUIET, null],
  ['they are still late', 'waiting', 3, WELL, 'waiting'],
  ['calls fail while they are late', 'waiting', 3, calls(1, 1), 'failing'],
  ['nothing has been tried since it failed', 'failing', null, QUIET, 'unknown'],
  ['a call has succeeded since it failed', 'failing', null, WELL, null],
  ['it goes on failing', 'failing', 20, DOWN, 'failing'],
])('%s', (_what, known, waitedMinutes, lately, stage) => {
  const waitingSince = waitedMinutes === null ? null : NOW - waitedMinutes * MINUTE_MS;
  const seen = judgeDelivery(known === null ? null : { stage: known }, {
    now: NOW,
    waitingSince,
    calls: [lately, QUIET],
  });
  expect(seen).toEqual(stage === 'unknown' ? stage : { stage, figure: waitingSince });
});
