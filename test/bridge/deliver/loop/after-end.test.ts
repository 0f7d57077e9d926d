import { expect, test } from 'vitest';
import { type AfterEnd, afterEnd } from '../../../../bridge/deliver/loop/after-end.ts';
import type { PlatformCall } from '../../../../bridge/deliver/loop/platform-call.ts';
import type { Verdict } from '../../../../src/domain/delivery/settle-request.ts';

type End = Extract<Verdict, { kind: 'end' }>;
const refused = (reason: Extract<End, { state: 'refused' }>['reason']): End => ({
  kind: 'end',
  state: 'refused',
  reason,
});
const gaveUp: End = { kind: 'end', state: 'exhausted', reason: 'gave-up' };
const noAnswer: End = { kind: 'end', state: 'uncertain', reason: 'no-answer' };
const rowsEnd = (state: 'refused' | 'uncertain' | 'exhausted', reason: string) =>
  ({ kind: 'rows-end', state, reason }) as AfterEnd;

test.each<[PlatformCall['step'], End, AfterEnd]>([
  ['line-profile', gaveUp, { kind: 'profile-unknown' }],
  ['create-room', noAnswer, { kind: 'room-given-up' }],
  ['inspect-room', gaveUp, { kind: 'room-given-up' }],
  ['line-say', refused('quota'), rowsEnd('refused', 'quota')],
  ['line-say', noAnswer, rowsEnd('uncertain', 'no-answer')],
  ['say-in-channel', gaveUp, rowsEnd('exhausted', 'gave-up')],
  ['upload-media', noAnswer, rowsEnd('exhausted', 'no-answer')],
  ['upload-media', refused('bad-request'), rowsEnd('refused', 'not-taken')],
  ['upload-media', refused('forbidden'), rowsEnd('refused', 'failed')],
  ['upload-media', refused('gone'), rowsEnd('refused', 'gone')],
])('a %s that has ended without success: %o', (step, verdict, after) => {
  expect(afterEnd(step, verdict)).toEqual(after);
});
