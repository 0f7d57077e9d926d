import { describe, expect, test } from 'vitest';
import { describeEnding, describeHistory } from '../../bot/questions/effects.ts';
import { wordsOf } from '../../src/words/words.ts';

const ja = wordsOf('ja');
const en = wordsOf('en');
const nothing = { rooms: 0, lost: 0, maybe: 0, talkIds: [] };

describe('what a closing cost', () => {
  test('without a loss, no loss is mentioned', () => {
    expect(ja.admin.roomClosed('山田花子', '田中 花', 0, 0)).toBe(
      '「山田花子」さんと田中 花さんのトークを終了しました。',
    );
    expect(en.admin.removed('Hana', 0, 0, 0)).toBe('Removed Hana from the link members.');
    expect(ja.admin.linkOff(0, 0, 0, 0)).toBe('LINE連携を無効にしました。');
  });

  test('a certain loss is called one', () => {
    expect(ja.admin.roomClosed('山田花子', '田中 花', 2, 0)).toContain('2件は届きませんでした。');
    expect(en.admin.roomClosed('Hanako', 'Hana', 1, 0)).toContain(
      '1 unsent message did not arrive.',
    );
  });

  test('a possible arrival is not called a loss', () => {
    const closed = ja.admin.roomClosed('山田花子', '田中 花', 2, 1);
    expect(closed).toContain('2件の送信を取りやめました（うち1件は届いた可能性があります）。');
    expect(closed).not.toContain('届きません');
    expect(ja.admin.memberGone('田中 花', 1, 2, 1)).not.toContain('届かなかった');
    expect(en.admin.roomClosed('Hanako', 'Hana', 1, 1)).toContain('(it may have arrived)');
    expect(en.admin.memberGone('Hana', 1, 2, 1)).not.toContain('not delivered');
  });
});

describe('what a closing would cost', () => {
  test('lines with a count of zero are left out', () => {
    expect(describeEnding(ja, nothing)).toEqual([]);
    expect(describeHistory(ja, 0)).toEqual([]);
    expect(describeEnding(en, { ...nothing, talkIds: ['suzuki'] })).toEqual([
      '- Talk ID "suzuki" will stop working',
    ]);
  });

  test('every cost that exists is mentioned', () => {
    const lines = describeEnding(ja, { rooms: 2, lost: 3, maybe: 0, talkIds: ['suzuki', 'sato'] });
    expect(lines).toEqual([
      '・LINEユーザーとのトークルーム 2件を削除し、LINEユーザーには「退会したユーザー」と表示されます',
      '・トークID「suzuki」、「sato」は使えなくなります',
      '・未送信のメッセージ 3件は届きません',
    ]);
  });

  test('many Talk IDs are counted', () => {
    const talkIds = ['a', 'b', 'c', 'd'].map((id) => `${id}1`);
    expect(describeEnding(ja, { ...nothing, talkIds })).toEqual([
      '・利用メンバー 4人のトークIDは使えなくなります',
    ]);
  });

  test('a message that may have arrived is not called lost', () => {
    const loss = { ...nothing, lost: 2 };
    expect(describeEnding(ja, { ...loss, maybe: 2 }).join()).not.toContain('届きません');
    expect(describeEnding(en, { ...loss, maybe: 1 })).toEqual([
      '- 2 unsent messages will be cancelled (1 of them may have arrived)',
    ]);
  });
});
