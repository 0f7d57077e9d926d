import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandNamedIn, parseCommand } from '../../../bot/reading/parse.ts';
import { commandTable } from '../../../bot/table.ts';
import {
  asOneWord,
  partNames,
  QUOTE_MARKS,
  quoted,
  splitWords,
  stretchesOf,
} from '../../../src/domain/text/tokens.ts';
import { wordsOf } from '../../../src/words/words.ts';

const table = commandTable({ worksFault: null });
const read = (text: string) => {
  const parsed = parseCommand(table, text);
  if (parsed.kind !== 'command') return parsed.kind;
  const { command, words } = parsed;
  return [command.name, ...(command.takesPeople ? words.flatMap(stretchesOf).flat() : words)];
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
    ['監査 検索 ”見積', 'unclosed-quote'],
    ['監査 検索 メンバー:「田中', 'unclosed-quote'],
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

  test('any command of the table is read back with any words behind it', () => {
    const forms = table.flatMap((command) =>
      [command.name, ...command.aliases].map((form) => ({ form, command })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.array(fc.stringMatching(/^[a-z0-9@._-]{6,12}$/), { maxLength: 4 }),
        ({ form, command }, words) => {
          const whole = words.length > 0 ? [words.join('  ')] : [];
          const rest = command.takesLine ? whole : words;
          expect(read([form, ...words].join('  '))).toEqual([command.name, ...rest]);
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

  test.each([
    ['audit search member:"鈴木 翔太"  見積', ['audit search', 'member:"鈴木 翔太"  見積']],
    ['監査検索　「見積 書」 請求', ['audit search', '「見積 書」 請求']],
    ["room list it's", ['room list', "it's"]],
    ['member add\n鈴木 翔太\n佐藤', ['member add', '鈴木', '翔太', '佐藤']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('fifty accounts of fifty characters are taken, and no word is cut off in silence', () => {
    const accounts = Array.from({ length: 50 }, (_, n) => `${String(n).padStart(43, 'x')}@midori`);
    expect(read(`member add ${accounts.join(' ')}`)).toEqual(['member add', ...accounts]);
    const lengths = [2_000, 2_001, 20_000, 20_001, 100_000];
    const readAt = (form: string) =>
      lengths.map((length) =>
        parseCommand(table, `${form} ${'x'.repeat(length)}`.slice(0, length)),
      );
    expect(readAt('member add').map((parsed) => parsed.kind)).toEqual([
      'command',
      'command',
      'command',
      'too-long',
      'too-long',
    ]);
    expect(readAt('audit search').map((parsed) => parsed.kind)).toEqual([
      'command',
      ...Array(4).fill('too-long'),
    ]);
    expect(readAt('audit search').at(-1)).toMatchObject({ most: 2_000 });
    expect(parseCommand(table, `member add "${'x'.repeat(20_000)}"`)).toEqual({
      kind: 'too-long',
      most: 20_000,
    });
    expect(parseCommand(table, 'x'.repeat(100_000)).kind).toBe('unknown');
  });
});

test('an open quotation is answered with its mark, and the line with it closed can be read', () => {
  const marks = fc.constantFrom(...'"\'“‘「『”〝„«');
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(text, marks, text, (before, mark, behind) => {
      const parsed = parseCommand(table, `監査 検索 ${before} ${mark}${behind}`);
      if (parsed.kind !== 'unclosed-quote') return;
      expect(QUOTE_MARKS).toContain(parsed.mark);
      expect(parseCommand(table, parsed.closed).kind).toBe('command');
    }),
  );
});

test('a word put into a line is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (said) => {
      const word = said.normalize('NFKC').replaceAll('"', '');
      for (const form of [asOneWord(word), quoted(word)]) {
        expect(splitWords(`x ${form} y`)).toEqual(['x', word, 'y']);
      }
    }),
  );
});

describe('a list of names', () => {
  test.each([
    ['鈴木 翔太、佐藤', ['鈴木 翔太', '佐藤']],
    ['鈴木,佐藤\n田中\u2028高橋\r\n伊藤', ['鈴木', '佐藤', '田中', '高橋', '伊藤']],
    ['"Garcia, Maria", 佐藤', ['"Garcia, Maria"', '佐藤']],
    ['「鈴木、翔太」「佐藤」', ['「鈴木、翔太」「佐藤」']],
    ['、,, ,\n', []],
    ['"鈴木, 佐藤', ['"鈴木', '佐藤']],
    ["O'Brien, D'Arcy", ["O'Brien", "D'Arcy"]],
  ])('%j is parted at commas and line breaks', (list, parts) => {
    expect(partNames(list)).toEqual(parts);
  });

  test.each([
    ['鈴木 翔太 佐藤', [['鈴木', '翔太', '佐藤']]],
    ['"鈴木 翔太" 佐藤', [['鈴木 翔太'], ['佐藤']]],
    ['田中 「鈴木 翔太」 佐藤 健', [['田中'], ['鈴木 翔太'], ['佐藤', '健']]],
    ['"鈴木 佐藤', [['"鈴木', '佐藤']]],
    ['"" 佐藤', [['佐藤']]],
  ])('a quoted name in %j stands alone', (part, stretches) => {
    expect(stretchesOf(part)).toEqual(stretches);
  });

  test('no word is lost at any separator of the list', () => {
    const name = fc.stringMatching(/^[a-z鈴木翔太]{1,6}$/u);
    const between = fc.constantFrom(' ', '、', ',', ', ', '\n', '\r\n', ' 、 ', '\u2028', '  ');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, between), { minLength: 1, maxLength: 20 }), (some) => {
        const list = some.map(([word, after]) => `${word}${after}`).join('');
        const words = partNames(list).flatMap(stretchesOf).flat();
        expect(words).toEqual(some.map(([word]) => word));
      }),
    );
  });
});

test.each(['ja', 'en'] as const)(
  'the buttons of a greeting are commands of its language (%s)',
  (language) => {
    const { greeting } = wordsOf(language);
    const labels = [greeting.buttonLinkOn, greeting.buttonMemberAdd, greeting.buttonMembers];
    const others = [greeting.buttonStatus, greeting.buttonAudit, greeting.buttonHelp];
    const names = [...labels, ...others].map((label) => commandNamedIn(table, label)?.name);
    const first = ['link on', 'member add', 'member list'];
    expect(names).toEqual([...first, 'status', 'audit search', 'help']);
  },
);
