import { expect, test } from 'vitest';
import {
  judgeResend,
  type KeptRequestFacts,
  type ResendFacts,
} from '../../../src/domain/delivery/judge-resend.ts';

const HOUR = 3_600_000;
const message: ResendFacts = {
  ...{ state: 'exhausted', reason: 'gave-up', stop: null, fileGone: false },
  ...{ request: null, sinceQueuedMs: HOUR, copiedSince: false },
};
const push: KeptRequestFacts = { hasKey: true, sinceFirstAttemptMs: HOUR, fits: true };
const send: KeptRequestFacts = { ...push, hasKey: false };

test.each<[string, Partial<ResendFacts>, string]>([
  ['a push within the day', { request: push }, 'same'],
  ['one in doubt: LINE takes its key once', { state: 'uncertain', request: push }, 'same'],
  ['one in doubt to LINE WORKS', { state: 'uncertain', request: send }, 'same twice'],
  ['one that surely did not go to LINE WORKS', { request: send }, 'same'],
  ['a push a day later', { request: { ...push, sinceFirstAttemptMs: 24 * HOUR } }, 'new old'],
  [
    'one in doubt a day later',
    { state: 'uncertain', request: { ...push, sinceFirstAttemptMs: 24 * HOUR } },
    'new twice old',
  ],
  [
    'a key that ends before the request is there',
    { state: 'uncertain', request: { ...push, sinceFirstAttemptMs: 24 * HOUR - 60_000 } },
    'new twice old',
  ],
  ['no request is kept', {}, 'new'],
  ['no request is kept of one in doubt', { state: 'uncertain' }, 'new twice'],
  ['this is a copy, and the original may have sent it', { copiedSince: true }, 'new twice'],
  ['so may it with a key, which counts in both', { copiedSince: true, request: push }, 'same'],
  ['so may it without one', { copiedSince: true, request: send }, 'same twice'],
  ['a long time ago', { sinceQueuedMs: 30 * HOUR }, 'new old'],
  ['what went with it must not be said', { request: { ...push, fits: false } }, 'new'],
  [
    'the same of one in doubt',
    { state: 'uncertain', request: { ...push, fits: false } },
    'new twice',
  ],
  ['the quota was used up', { state: 'refused', reason: 'quota', request: push }, 'same'],
  ['its bytes were refused', { state: 'refused', reason: 'bad-request', request: push }, 'new'],
  ['its talk has closed', { stop: 'room-closed', request: push }, 'no room-closed'],
  ['its LINE user has blocked the account', { stop: 'blocked' }, 'no blocked'],
  ['it was taken back', { stop: 'unsent', request: push }, 'no unsent'],
  ['the policy forbids its file now', { stop: 'denied' }, 'no denied'],
  ['its file is not kept', { fileGone: true, request: push }, 'no file-gone'],
])('%s', (_, facts, expected) => {
  const verdict = judgeResend({ ...message, ...facts });
  const told =
    verdict.kind === 'no'
      ? [verdict.why]
      : [...(verdict.mayComeTwice ? ['twice'] : []), ...(verdict.isOld ? ['old'] : [])];
  expect([verdict.kind, ...told].join(' ')).toBe(expected);
});
