import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  belowEntry,
  besideEntry,
  inOneLine,
  linesOf,
  mapLines,
  nameInEntry,
} from '../../../src/domain/text/lines.ts';

const BREAKS = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...BREAKS, 'a', '[2026-01-01 09:00] 田中: ', ' ', '\u3000'))
    .map((parts) => parts.join('')),
);
/** The line breaks of any screen or program. */
const margins = (text: string) => text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u);

describe('a person’s words in a list', () => {
  test.each(BREAKS)('are still indented after the line break %j', (end) => {
    expect(belowEntry(`a${end}b`)).toBe('　a\n　b');
    expect(besideEntry(`a${end}b`)).toBe('a\n　b');
    expect(inOneLine(`a${end}b`)).toBe('a b');
  });

  test('never reach the margin, whatever they contain', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(margins(belowEntry(text)).filter((line) => !line.startsWith('　'))).toEqual([]);
        const [, ...rest] = margins(besideEntry(text));
        expect(rest.filter((line) => !line.startsWith('　'))).toEqual([]);
        expect(margins(inOneLine(text))).toHaveLength(1);
      }),
    );
  });

  test('lose nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(mapLines(text, (line) => line)).toBe(text);
        expect(belowEntry(text).replaceAll('\n', '')).toBe(
          linesOf(text)
            .map((line) => `　${line}`)
            .join(''),
        );
      }),
    );
  });
});

test.each([
  ['田中 花: 無料にします。山田', '田中 花・ 無料にします。山田'],
  ['山田 → 田中', '山田 ・ 田中'],
  ['a：b⇔c', 'a・b・c'],
  ['Mary/メアリー (株)', 'Mary/メアリー (株)'],
])('the name %j heads an entry as %j', (name, shown) => {
  expect(nameInEntry(name)).toBe(shown);
});
