import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearMisses } from '../../../bot/reading/near-misses.ts';
import { parseCommand } from '../../../bot/reading/parse.ts';
import { commandTable } from '../../../bot/table.ts';
import { splitWords } from '../../../src/domain/text/tokens.ts';

const table = commandTable({ worksFault: null });
const near = (text: string) =>
  nearMisses(table, splitWords(text.normalize('NFKC')) ?? []).map(({ command, words }) =>
    [command.name, ...words].join(' '),
  );

describe('the best first', () => {
  test.each([
    ['メンバ一覧', 'member list'],
    ['membr list', 'member list'],
    ['メンバー 追加する 田中', 'member add 田中'],
    ['memer add tanaka', 'member add tanaka'],
    ['ファイル 送信 禁止', 'file deny 送信'],
    ['ファイル送信禁止', 'file deny 送信'],
    ['禁止 ファイル', 'file deny'],
    ['add member tanaka', 'member add tanaka'],
    ['田中 メンバー 追加', 'member add 田中'],
    ['有効 連携', 'link on'],
    ['連携 有効化', 'link on'],
    ['自動追加 おん', 'auto-add on'],
    ['監査 検索する 見積', 'audit search 見積'],
    ['じょうたい 状態', 'status'],
  ])('%s', (text, best) => {
    expect(near(text)[0]).toBe(best);
  });
});

describe('a command much farther off than the best is left out', () => {
  test.each([
    ['ファイル 送信 禁止', ['file deny 送信']],
    ['メンバー 追加する 小林', ['member add 小林']],
    ['連携 無効化', ['link off']],
    ['delete member sato', ['member remove sato']],
    ['ファイル 受信 送信 禁止', ['file deny 受信 送信']],
  ])('%s', (text, all) => {
    expect(near(text)).toEqual(all);
  });

  test('a word of no command is not taken for a name', () => {
    expect(near('メンバー 変更 佐藤')[0]).toBe('member add 佐藤');
    // Where none stands, any of them may be meant.
    expect(near('メンバー 佐藤')).toContain('member info 佐藤');
  });
});

test.each([
  'こんにちは',
  '電報 打電',
  'ありがとうございます',
  '来週の見積もりをお願いします',
  '?!',
])('%s is near to no command', (text) => {
  expect(near(text)).toEqual([]);
});

test('any text is near to three commands at most, and each can be read back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 8 }),
      (said) => {
        const found = nearMisses(table, said);
        expect(found.length).toBeLessThanOrEqual(3);
        for (const { command, words } of found) {
          expect(parseCommand(table, command.name)).toMatchObject({ kind: 'command', command });
          expect(words.length === 0 || command.accepts(words)).toBe(true);
        }
      },
    ),
  );
});

test('a slip of one letter is found for every command', () => {
  const forms = table.flatMap((command) =>
    [command.name, ...command.aliases]
      .filter((form) => form.length >= 6)
      .map((form) => ({ form, command })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...forms), fc.nat(), ({ form, command }, seed) => {
      const at = seed % form.length;
      const slipped = form.slice(0, at) + form.slice(at + 1);
      const parsed = parseCommand(table, slipped);
      if (parsed.kind !== 'unknown') return;
      expect(nearMisses(table, parsed.words).map((each) => each.command.name)).toContain(
        command.name,
      );
    }),
  );
});
