import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import type { FailureReason } from '../../src/domain/people/registration.ts';
import { handoverButton, handoverFirst, handoverHint } from '../../src/services/handover/offer.ts';
import { describeFailures, retryButtons } from '../../src/services/members/describe-failures.ts';
import { wordsOf } from '../../src/words/words.ts';

const ja = wordsOf('ja');
const en = wordsOf('en');

const REASONS = Object.keys(ja.reasons).filter((key): key is FailureReason =>
  Object.hasOwn(ja.reasons, key),
);
const person = (name: string, reason: FailureReason) => ({
  memberId: memberId(`id-${name}`),
  name,
  reason,
});

describe.each([
  ['Japanese', ja, '理由: ', '解決策: ', 'メンバー 再試行 小林 直樹'],
  ['English', en, 'Reason: ', 'Solution: ', 'member retry 小林 直樹'],
] as const)('in %s', (_, words, reasonIs, solutionIs, command) => {
  test.each(REASONS)('%s: who, why, what to do, and what to send afterwards', (reason) => {
    const [who = '', why = '', how = '', ...more] = describeFailures(words, [
      person('小林 直樹', reason),
    ])
      .join('\n')
      .split('\n');
    expect(who).toContain('小林 直樹');
    expect(why).toBe(`${reasonIs}${words.reasons[reason][0]}`);
    expect(how.startsWith(solutionIs)).toBe(true);
    expect(how).toContain(command);
    expect(more).toEqual([]);
  });

  test.each(REASONS)('%s: the fix is one sentence that leads on to the command', (reason) => {
    const [, fix] = words.reasons[reason];
    expect(fix).toMatch(words === ja ? /^[^。]+ください。$/ : /^[A-Z].*\.$/);
  });
});

test('the sentences read as a person would write them', () => {
  expect(describeFailures(ja, [person('小林 直樹', 'line-in-login-id')])).toEqual([
    [
      '小林 直樹さんの登録に失敗しました。',
      '理由: ログインIDに「line」が含まれています',
      '解決策: ログインIDを変更してから「メンバー 再試行 小林 直樹」を送ってください。',
    ].join('\n'),
  ]);
  expect(describeFailures(en, [person('Ken', 'suspended')])).toEqual([
    [
      'Ken could not be registered.',
      'Reason: Suspended in LINE WORKS',
      'Solution: Lift the suspension, then add the member again ("member retry Ken").',
    ].join('\n'),
  ]);
});

describe('several', () => {
  const failed = [
    person('小林 直樹', 'line-in-login-id'),
    person('秋 春', 'suspended'),
    person('林 花', 'line-in-login-id'),
  ];

  test('are reported together when the reason is the same', () => {
    const [first, second, ...more] = describeFailures(ja, failed);
    expect(first).toContain('小林 直樹さん、林 花さんの登録に失敗しました。');
    expect(first).toContain('「メンバー 再試行 小林 直樹、林 花」');
    expect(second).toContain('秋 春さんの登録に失敗しました。');
    expect(more).toEqual([]);
  });

  test('are counted when many share one reason or the fault is the company’s', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => person(name, 'emoji-in-name'));
    expect(describeFailures(ja, six)[0]).toContain('6人の登録に失敗しました。');
    expect(describeFailures(ja, six)[0]).toContain('「メンバー 再試行 全員」');
    const two = [person('a', 'company-name'), person('b', 'company-name')];
    expect(describeFailures(en, two)[0]).toContain('2 people could not be registered.');
  });

  test('have a button each and one for all; a single one has only its own', () => {
    expect(retryButtons(ja, failed).map(({ label }) => label)).toEqual([
      'メンバー 再試行 小林 直樹',
      'メンバー 再試行 秋 春',
      'メンバー 再試行 林 花',
      'メンバー 再試行 全員',
    ]);
    expect(retryButtons(en, failed.slice(0, 1)).map(({ label }) => label)).toEqual([
      'member retry 小林 直樹',
    ]);
    const crowd = Array.from({ length: 30 }, (_, at) => person(`${at}`, 'suspended'));
    expect(retryButtons(ja, crowd)).toHaveLength(10);
    expect(retryButtons(ja, [])).toEqual([]);
  });
});

describe('a button that hands over', () => {
  const busy = (name: string) => ({ memberId: memberId('id'), name });

  test('says 先に for one member, and each name for several', () => {
    const labels = (names: string[]) =>
      handoverFirst(ja, names.map(busy), 8).map(({ label }) => label);
    expect(labels(['田中 花'])).toEqual(['先にトークを引き継ぐ']);
    expect(labels(['田中 花', '佐藤 健'])).toEqual([
      '田中 花さんのトークを引き継ぐ',
      '佐藤 健さんのトークを引き継ぐ',
    ]);
    expect(
      handoverFirst(
        ja,
        Array.from({ length: 20 }, () => busy('x')),
        8,
      ),
    ).toHaveLength(8);
  });

  test('fits, and keeps the action, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        const { label } = handoverButton(ja, busy(name));
        const parts = [...new Intl.Segmenter('ja').segment(label)];
        expect(parts.length).toBeLessThanOrEqual(20);
        expect(label.endsWith('のトークを引き継ぐ')).toBe(true);
      }),
    );
  });

  test('is also written out in words, with the name of the person it is about', () => {
    expect(handoverHint(ja, 'firstHint', [busy('田中 花')])).toEqual([
      '先にトークを引き継ぐときは、「メンバー 引き継ぎ 田中 花」と送ってください。',
    ]);
    expect(handoverHint(en, 'hint', [busy('Hana'), busy('Ken')])).toEqual([
      'To hand the talks over to another member, send, for example, "member handover Hana".',
    ]);
    expect(handoverHint(ja, 'hint', [])).toEqual([]);
  });
});
