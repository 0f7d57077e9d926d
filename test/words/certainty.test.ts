import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

const ja = wordsOf('ja');
const en = wordsOf('en');

describe('what a closing cost', () => {
  test('nothing: nothing is said of it', () => {
    expect(ja.admin.roomClosed('山田花子', '田中 花', 0, 0)).toBe(
      '「山田花子」さんと田中 花 のトークを終了しました。',
    );
    expect(ja.admin.removeAsk('田中 花', 0, 0, 0)).not.toContain('0件');
    expect(en.admin.removeAsk('Hana', 0, 0, 0)).not.toContain('0');
    expect(en.admin.removed('Hana', 0, 0, 0)).toBe('Removed Hana from the link.');
  });

  test('what certainly did not arrive is called that', () => {
    expect(ja.admin.roomClosed('山田花子', '田中 花', 2, 0)).toContain('2件は届きませんでした。');
    expect(en.admin.roomClosed('Hanako', 'Hana', 1, 0)).toContain(
      '1 unsent message did not arrive.',
    );
  });

  test('what may have arrived is not', () => {
    const closed = ja.admin.roomClosed('山田花子', '田中 花', 2, 1);
    expect(closed).toContain('2件の送信を取りやめました（うち1件は届いた可能性があります）。');
    expect(closed).not.toContain('届きません');
    expect(ja.admin.removeAsk('田中 花', 1, 2, 2)).not.toContain('届きません');
    expect(ja.admin.memberGone('田中 花', 1, 2, 1)).not.toContain('届かなかった');
    expect(en.admin.roomClosed('Hanako', 'Hana', 1, 1)).toContain('(it may have arrived)');
    expect(en.admin.linkOffAsk(1, 1, 2, 1)).toContain(
      '2 unsent messages will be cancelled (1 of them may have arrived)',
    );
    expect(en.admin.memberGone('Hana', 1, 2, 1)).not.toContain('not delivered');
  });
});

describe('what a handover would move', () => {
  const none = { open: 0, closed: 0, waiting: 0, maybe: 0 };

  test('lines with nothing to say are left out', () => {
    const asked = ja.handover.ask('田中 花', '佐藤 健', { ...none, open: 1 });
    expect(asked.split('\n')).toHaveLength(3);
    expect(asked).not.toContain('0件');
    expect(en.handover.ask('Hana', 'Ken', { ...none, closed: 1 }).split('\n')[1]).toBe(
      '- 1 room closed within 90 days, because the member was removed or left, will be handed over',
    );
  });

  test('all of it is said when there is all of it', () => {
    const all = { open: 2, closed: 1, waiting: 3, maybe: 1 };
    expect(ja.handover.ask('田中 花', '佐藤 健', all).split('\n')).toHaveLength(5);
    expect(en.handover.ask('Hana', 'Ken', all)).toContain('(1 of them may have arrived)');
  });
});
