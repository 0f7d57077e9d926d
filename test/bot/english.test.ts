import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTable } from '../../bot/table.ts';
import { wordsOf } from '../../src/words/words.ts';
import { COMPANY } from '../helpers/company.ts';
import { fromBot } from '../helpers/people.ts';
import { startWorld, type World } from '../helpers/world.ts';

/** Every command in English, its slips and its errors: only names are Japanese in the answers. */

let world: World;
beforeAll(async () => {
  world = await startWorld({
    languages: 'unset',
    furnish: (_, works) => {
      for (const [index, name] of ['高橋', '高橋', '渡辺', '伊藤', '山本', '中村'].entries()) {
        works.addMember({
          email: `staff${index}@midori`,
          lastName: name,
          firstName: `${index}`,
          i18nNames: [{ language: 'en_US', lastName: 'Staff', firstName: `Nr ${index}` }],
          department: '営業部',
        });
      }
      works.addMember({ email: 'online@midori', lastName: '小林', firstName: '直樹' });
    },
  });
  await world.suzuki.commands('link on');
  await world.suzuki.commands('role grant suzuki auditor');
  await world.suzuki.commands('member add tanaka sato staff0 staff1 staff2 staff3 staff4 online');
  await world.lineUser('山田花子').says('トークID: tanaka');
  await world.lineUser('山田花子').says('Hello');
  await world.lineUser('Emily').says('Talk ID: sato');
});
afterAll(() => world.stop());

const JAPANESE_MARKS = /[\u3001-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
const JAPANESE_LETTERS = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Names, and the button for readers of no English. */
const NAMES =
  /営業部|総務部|日本語|(?:鈴木|田中|佐藤|高橋|渡辺|伊藤|山本|中村|小林)(?: (?:一郎|花|健|直樹|\d))?|山田花子/gu;

/** All texts of what the bot has said since, buttons and lists too. */
function saidSince(count: number): string {
  const messages = fromBot(world.suzuki.adminRoom.messages).slice(count);
  const texts: string[] = [];
  const collect = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && !/^(?:postback|type|.*[uU]ri|.*[uU]rl|.*Id)$/.test(key)) {
      texts.push(value);
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [inner, each] of Object.entries(value)) collect(each, inner);
  };
  for (const { content } of messages) collect(content);
  const said = texts.join('\n').replaceAll(COMPANY, '').replaceAll(NAMES, '');
  // The usage of a command names the Japanese words for it, too.
  return said.replace(/^Also: .*$/gmu, '');
}

async function answerTo(act: () => Promise<void>): Promise<string> {
  const count = fromBot(world.suzuki.adminRoom.messages).length;
  await act();
  return saidSince(count);
}

const table = commandTable({ worksFault: null });
const words = wordsOf('en');
const ALONE = table.map(({ name }) => name);
const EXAMPLES = table.map(({ name }) => words.commands[name].example);
const GROUPS = Object.values(words.help.groups).map((group) => `help ${group}`);
const OTHERS = [
  ...['help', 'help member', 'help nothing', 'help "'],
  ...['lnik on', 'member', 'memberlist', 'file out deny', 'files', 'hello there', 'member lst'],
  ...['member list failed', 'member list retrying', 'member list page:9', 'member list what'],
  ...['member add nobody', 'member add 高橋', 'member add tanaka', 'member add "tanaka'],
  ...['member add 田中 佐藤 x', 'member remove 高橋', 'member remove nobody', 'member remove 伊藤'],
  ...['member info 田中', 'member info online', 'member info 高橋', 'member search 高橋'],
  ...[
    'member search nobody',
    'member invite tanaka',
    'member invite online',
    'member retry online',
  ],
  ...['member retry tanaka', 'member handover tanaka', 'member handover tanaka sato'],
  ...['member handover tanaka tanaka', 'member handover 伊藤', 'member handover tanaka nobody'],
  ...['audit search Hello', 'audit search nothing', 'audit search x from:yesterday'],
  ...['room list', 'room list tanaka', 'room list nobody', 'room close 1', 'room close 999'],
  ...['role grant tanaka auditor', 'role grant nobody auditor', 'role revoke tanaka link-admin'],
  ...['role revoke suzuki link-admin', 'role grant suzuki link-admin', 'role grant tanaka boss'],
  ...['account assign @123midori tanaka', 'account assign x tanaka', 'account release x'],
  ...['file deny', 'file deny in', 'file allow', 'file allow', 'file block exe', 'file block ???'],
  ...['file limit 20', 'file limit 0', 'file limit off', 'scope selected', 'scope all', 'scope'],
  ...['auto-add on', 'auto-add on', 'auto-add off', 'link on', 'link off', 'cancel', 'cancel'],
  ...['status', 'quota', 'doctor', 'lang', 'lang fr', 'member invite 高橋'],
];

test.each([...new Set([...ALONE, ...EXAMPLES, ...GROUPS, ...OTHERS])])('%s', async (typed) => {
  // An example may choose the language.
  if (/^lang (?:ja|en)$/.test(typed)) return;
  const said = await answerTo(() => world.suzuki.commands(typed));
  expectEnglish(said);
});

function expectEnglish(said: string): void {
  expect(said.trim()).not.toBe('');
  expect(said).not.toMatch(JAPANESE_MARKS);
  expect(said).not.toMatch(JAPANESE_LETTERS);
}

test.each([
  ['help', 'Link settings'],
  ['member list', 'Details'],
  ['member search staff', 'Next'],
  ['member add 高橋', 'Staff Nr 1'],
  ['lnik on', 'link on'],
  ['member remove staff4', 'Cancel'],
  ['lang', 'English'],
])('%s, and the button “%s”', async (typed, label) => {
  await world.suzuki.commands(typed);
  const buttons = fromBot(world.suzuki.adminRoom.messages).at(-1)?.buttons ?? [];
  const button = buttons.find((each) => each.label.startsWith(label));
  if (button === undefined) throw new Error(`No button ${label}.`);
  expectEnglish(await answerTo(() => world.suzuki.presses(button.label)));
});

test('notices to members have no Japanese either', async () => {
  await world.tanaka.direct.says('/lang en');
  await world.settle();
  const before = world.tanaka.direct.messages.length;
  for (const word of [
    'help',
    'list',
    'invite',
    'name',
    'block',
    'unblock',
    'close',
    'lang',
    'what',
  ]) {
    await world.tanaka.direct.says(`/${word}`);
    await world.tanaka.says('山田花子', `/${word}`);
  }
  const texts = [
    ...world.tanaka.direct.messages.slice(before),
    ...world.tanaka.room('山田花子').messages.slice(3),
  ]
    .filter(({ from }) => from.kind === 'bot')
    .flatMap(({ text, buttons }) => [text, ...buttons.map(({ label }) => label)])
    .join('\n');
  expect(texts).toContain('/lang');
  expectEnglish(texts.replaceAll(COMPANY, '').replaceAll(NAMES, ''));
});
