import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCommand, splitWords } from '../../bot/parse.ts';
import { commandTable } from '../../bot/table.ts';

const table = commandTable({ worksFault: null });
const read = (text: string) => {
  const parsed = parseCommand(table, text);
  return parsed.kind === 'command' ? [parsed.command.name, ...parsed.words] : parsed.kind;
};

describe('reading a command', () => {
  test.each([
    ['link on', ['link on']],
    ['ＬＩＮＫ　ＯＮ', ['link on']],
    ['/link on', ['link on']],
    ['連携有効', ['link on']],
    ['連携　有効', ['link on']],
    ['メンバー追加 田中', ['member add', '田中']],
    ['member add "田中 花" sato', ['member add', '田中 花', 'sato']],
    ['メンバー 追加 「田中 花」', ['member add', '田中 花']],
    ["member add O'Brien", ['member add', "O'Brien"]],
    ['メンバー', ['member list']],
    ['', 'nothing'],
    ['member add "田中', 'unclosed-quote'],
    ['constructor', 'unknown'],
    ['__proto__ toString', 'unknown'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('any Unicode text ends in a command, a suggestion or a polite refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['command', 'unknown', 'nothing', 'unclosed-quote']).toContain(
          parseCommand(table, text).kind,
        );
      }),
    );
  });

  test('any command of the table is read back, whatever is appended', () => {
    const forms = table.flatMap((command) =>
      [command.name, ...command.aliases].map((form) => ({ form, name: command.name })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.array(fc.stringMatching(/^[a-z0-9@._-]{6,12}$/), { maxLength: 4 }),
        ({ form, name }, words) => {
          expect(read([form, ...words].join('  '))).toEqual([name, ...words]);
        },
      ),
    );
  });

  test('quoted words come back whole', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 }), (words) => {
        const clean = words.map((word) => word.replaceAll('"', ''));
        expect(splitWords(clean.map((word) => `"${word}"`).join(' '))).toEqual(clean);
      }),
    );
  });
});
