import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCommand } from '../../bot/reading/parse.ts';
import { commandTable } from '../../bot/table.ts';
import { asOneWord } from '../../src/domain/text/tokens.ts';
import { wordsOf } from '../../src/words/words.ts';
import { COMPANY } from '../helpers/company.ts';
import { confirmedDeeds } from '../helpers/confirmed-deeds.ts';
import { fromBot } from '../helpers/people.ts';
import { startWorld, type World } from '../helpers/world.ts';

/** Every command of the table in both languages: alone, as its example, and nearly so. */

let world: World;
beforeAll(async () => {
  world = await startWorld({
    languages: 'unset',
    furnish: (_, works) => {
      works.addMember({
        email: 'misaki@midori',
        lastName: '田中',
        firstName: '美咲',
        i18nNames: [{ language: 'en_US', lastName: 'Tanaka', firstName: 'Misaki' }],
      });
    },
  });
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add misaki sato');
});
afterAll(() => world.stop());

const table = commandTable({ worksFault: null });
const ROWS = (['ja', 'en'] as const).flatMap((language) =>
  table.map((command) => ({ language, command, words: wordsOf(language).commands[command.name] })),
);

async function answersTo(text: string) {
  // A minute has room for so many answers.
  world.clock.advance(1000);
  const count = fromBot(world.suzuki.adminRoom.messages).length;
  await world.suzuki.commands(text);
  return fromBot(world.suzuki.adminRoom.messages).slice(count);
}

/** Names have kanji, too, and what else a command may be called stands in both languages. */
const isJapanese = (text: string) =>
  /[ぁ-ん]|利用メンバー/u.test(text.replaceAll(COMPANY, '').replace(/^Also: .*$/gmu, ''));

/** What was typed is in the answer where it was not understood. */
function expectLanguage(text: string, language: 'ja' | 'en', typed: string): void {
  expect(text.trim()).not.toBe('');
  expect(isJapanese(text.replaceAll(typed, ''))).toBe(language === 'ja');
}

const unknownIn = (language: 'ja' | 'en', typed: string) => wordsOf(language).help.unknown(typed);

describe.each(ROWS)('$language: $words.name', ({ language, command, words: { name, example } }) => {
  const FULL_WIDTH = /[!-~]/g;
  const wide = (text: string) =>
    text
      .replace(FULL_WIDTH, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
      .replaceAll(' ', '　');
  const isChoice = command.name === 'lang';

  test.each([...new Set([name, wide(name), ...(isChoice ? [] : [example])])])(
    '“%s” is understood, and answered in its language',
    async (typed) => {
      const answers = await answersTo(typed);
      const text = answers.map((each) => each.text).join('\n');
      expectLanguage(text, language, typed);
      expect(text).not.toContain(unknownIn(language, typed));
    },
  );

  const parts = name.split(' ');
  const behind = example.startsWith(`${name} `) ? example.slice(name.length) : '';
  const misses = [
    `${name}${name.at(-1)}`,
    `${name}${name.at(-1)}${behind}`,
    ...(parts.length > 1 ? [[...parts].reverse().join(' ')] : []),
    ...(parts.length > 1 ? [`${[...parts].reverse().join(' ')}${behind}`] : []),
  ].filter((typed) => parseCommand(table, typed).kind === 'unknown');

  test.each([...new Set(misses)])('“%s” is nearly that', async (typed) => {
    const answers = await answersTo(typed);
    expect(answers).toHaveLength(1);
    const { text = '', buttons = [] } = answers[0] ?? {};
    expectLanguage(text, language, typed);
    expect(text).toContain(unknownIn(language, typed));
    expect(buttons.length).toBeLessThanOrEqual(3);
    expect(buttons.every(({ label }) => label.length <= 20)).toBe(true);
    expect(buttons.map(({ text }) => text)).toContain(
      typed.endsWith(behind) && behind !== '' ? `${name}${asTyped(behind)}` : name,
    );
  });

  const asTyped = (words: string) =>
    words
      .split(' ')
      .map((word) => (word === '' ? '' : asOneWord(word)))
      .join(' ');
});

test('none of these texts carried out a deed that needs a confirmation', () => {
  expect(confirmedDeeds(world)).toEqual([]);
});
