import { expect, test } from 'vitest';
import { createPushGate } from '../../../../bridge/deliver/admission/push-gate.ts';
import { channelId } from '../../../../src/domain/ids.ts';
import { manualClock } from '../../../helpers/clock.ts';

const OA = channelId('1657000001');

test('released notices that never come do not block the others', () => {
  const clock = manualClock();
  const gate = createPushGate(clock);
  for (const lane of ['a', 'b']) expect(gate.take(OA, lane, true)).toBe(true);
  for (const lane of ['c', 'd', 'e', 'f']) expect(gate.take(OA, lane, true)).toBe(false);
  for (const lane of ['a', 'b']) gate.release(lane, 'sent');
  // `c` and `d` are released, and have nothing to say any more.
  expect(gate.waiting()).toEqual(['e', 'f']);
  clock.advance(5000);
  expect(gate.waiting()).toEqual([]);
  for (const lane of ['e', 'f']) expect(gate.take(OA, lane, true)).toBe(true);
});
