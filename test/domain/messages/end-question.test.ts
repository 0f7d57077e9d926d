import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  END_ANSWER_MS,
  type EndAnswer,
  type Ending,
  isFreshEnd,
  judgeEndAnswer,
  readEndAnswer,
} from '../../../src/domain/messages/end-question.ts';
import { wordsOf } from '../../../src/words/words.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ENDINGS: readonly Ending[] = ['leave', 'close', 'block'];

describe('a typed answer to the question whether to end a talk', () => {
  test.each<[string, EndAnswer]>([
    ['はい', 'yes'],
    ['ハイ', 'yes'],
    ['はい。', 'yes'],
    [' はい！\n', 'yes'],
    ['はい、お願いします', 'yes'],
    ['Ｙｅｓ', 'yes'],
    ['いいえ', 'no'],
    ['いいえ、続けます', 'no'],
    ['キャンセル', 'no'],
    ['ｷｬﾝｾﾙ', 'no'],
    ['やめる', 'no'],
    ['No.', 'no'],
  ])('%j is %s, whatever would end', (said, answer) => {
    for (const ending of ENDINGS) expect(readEndAnswer(said, ending)).toBe(answer);
  });

  test.each<[string, Ending]>([
    ['終了する', 'leave'],
    ['終了する。', 'leave'],
    ['はい、終了します', 'leave'],
    ['End chat', 'leave'],
    ['end the chat', 'leave'],
    ['トークを終了する', 'close'],
    ['終了します', 'close'],
    ['ブロックする', 'block'],
    ['はい、ブロックします', 'block'],
  ])('%j names the action (%s)', (said, ending) => {
    expect(readEndAnswer(said, ending)).toBe('deed');
  });

  test.each([
    '',
    '終了',
    '終了する予定です',
    '終了するには？',
    'はい、そうです',
    'はいはい',
    'お願いします',
    'いいえ、明日です',
    'no problem',
    'yesterday',
    '1',
    'OK',
    'はい'.repeat(200),
  ])('%j is a message like any other', (said) => {
    for (const ending of ENDINGS) expect(readEndAnswer(said, ending)).toBeNull();
  });

  test('the action of another question does not count here', () => {
    expect(readEndAnswer('ブロックする', 'leave')).toBeNull();
    expect(readEndAnswer('ブロックする', 'close')).toBeNull();
    expect(readEndAnswer('終了する', 'block')).toBeNull();
  });

  test.each(['ja', 'en'] as const)('the labels on the buttons are read (%s)', (language) => {
    const { line, own, admin } = wordsOf(language);
    expect(readEndAnswer(line.leaveButton, 'leave')).toBe('deed');
    expect(readEndAnswer(own.close, 'close')).toBe('deed');
    expect(readEndAnswer(own.block, 'block')).toBe('deed');
    expect(readEndAnswer(admin.cancel, 'block')).toBe('no');
  });

  test('any text is read without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...ENDINGS), (text, ending) => {
        expect([null, 'yes', 'no', 'deed']).toContain(readEndAnswer(text, ending));
      }),
    );
  });
});

describe('what a typed answer does', () => {
  const just = { ageMs: MINUTE, isNext: true, othersSpoke: false };
  test.each([
    ['line-user', 'yes', {}, 'end'],
    ['line-user', 'deed', {}, 'end'],
    ['line-user', 'no', {}, 'keep'],
    ['member', 'yes', {}, 'end'],
    ['member', 'deed', {}, 'end'],
    ['member', 'no', {}, 'keep'],
    // Another person has asked something meanwhile: the answer may be for them.
    ['line-user', 'yes', { othersSpoke: true }, null],
    ['line-user', 'no', { othersSpoke: true }, null],
    ['line-user', 'deed', { othersSpoke: true }, null],
    ['member', 'yes', { othersSpoke: true }, null],
    // A customer is never told that they are to be blocked.
    ['member', 'deed', { othersSpoke: true }, 'ask-again'],
    // The writer has gone on talking.
    ['line-user', 'deed', { isNext: false }, null],
    ['member', 'deed', { isNext: false }, null],
    ['line-user', 'yes', { ageMs: END_ANSWER_MS }, 'end'],
    ['line-user', 'yes', { ageMs: END_ANSWER_MS + 1 }, null],
    ['line-user', 'no', { ageMs: END_ANSWER_MS + 1 }, null],
    ['line-user', 'deed', { ageMs: END_ANSWER_MS + 1 }, 'ask-again'],
    ['member', 'deed', { ageMs: END_ANSWER_MS + 1 }, 'ask-again'],
    ['line-user', 'deed', { ageMs: DAY }, null],
    // A clock that was set back.
    ['line-user', 'yes', { ageMs: -1 }, null],
    ['line-user', 'deed', { ageMs: -1 }, 'ask-again'],
  ] as const)('%s, %s, %j: %s', (side, answer, change, verdict) => {
    expect(judgeEndAnswer(side, answer, { ...just, ...change })).toBe(verdict);
  });

  test('only a recent question ends a talk, answered next with no other speaker in between', () => {
    const facts = fc.record({
      ageMs: fc.integer({ min: -DAY, max: 3 * DAY }),
      isNext: fc.boolean(),
      othersSpoke: fc.boolean(),
    });
    const side = fc.constantFrom('line-user' as const, 'member' as const);
    const answer = fc.constantFrom('yes' as const, 'no' as const, 'deed' as const);
    fc.assert(
      fc.property(side, answer, facts, (who, said, given) => {
        if (judgeEndAnswer(who, said, given) !== 'end') return;
        expect(said).not.toBe('no');
        expect(given).toMatchObject({ isNext: true, othersSpoke: false });
        expect(isFreshEnd(0, given.ageMs)).toBe(true);
      }),
    );
  });
});

test('a button counts for ten minutes', () => {
  expect(isFreshEnd(1000, 1000)).toBe(true);
  expect(isFreshEnd(1000, 1000 + END_ANSWER_MS)).toBe(true);
  expect(isFreshEnd(1000, 1001 + END_ANSWER_MS)).toBe(false);
  expect(isFreshEnd(1000, 999)).toBe(false);
});
