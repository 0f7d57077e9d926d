import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTable } from '../../bot/table.ts';
import type { RoomView, WorksButton } from '../../sandbox/line-works/platform.ts';
import { decodePress } from '../../src/domain/messages/press.ts';
import { countFailed } from '../../src/store/queue/failed-events.ts';
import { wordsOf } from '../../src/words/words.ts';
import { confirmedDeeds } from '../helpers/confirmed-deeds.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { fromBot, type LineChat } from '../helpers/people.ts';
import type { World } from '../helpers/world.ts';

/** Any text and any button: always an answer, never an error, never a deed that was not asked for. */

let world: World;
let hanako: LineChat;
beforeAll(async () => {
  world = await startLinkedWorld({ languages: 'unset' });
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterAll(() => world.stop());

const RUNS = 60;
const table = commandTable({ worksFault: null });
const languages = [wordsOf('ja'), wordsOf('en')];
const FORMS = table.flatMap(({ name, aliases }) => [name, ...aliases]);
const EXAMPLES = languages.flatMap(({ commands }) =>
  table.map(({ name }) => commands[name].example),
);
const MEMBER_WORDS = [
  '招待',
  '一覧',
  '名前',
  'ブロック',
  'ブロック解除',
  '閉じる',
  '言語',
  'ヘルプ',
];
const MEMBER_WORDS_EN = ['invite', 'list', 'name', 'block', 'unblock', 'close', 'lang', 'help'];

/** What may stand behind a word: a person, a thing, nonsense. */
const behind = fc.oneof(
  fc.constantFrom(
    ...[
      '田中',
      '田中 花',
      'tanaka',
      'Hana Tanaka',
      '佐藤、田中',
      '"田中 花"',
      '全員',
      'all',
      '山田花子',
    ],
    ...[
      '連携管理者',
      '監査者',
      'auditor',
      '@123midori',
      '#1',
      '１',
      '0',
      '受信',
      'out',
      'zip',
      '２０',
      'なし',
    ],
    ...[
      '失敗',
      'pending',
      'ページ:9',
      '開始:昨日',
      'to:99',
      '種類:なに',
      'kind:image',
      '相手:山田',
      'x:y',
    ],
    ...['"', '「', "O'Brien", '日本語', 'en', 'フランス語', '<m userId="all">', 'はい', '　'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const space = fc.constantFrom(' ', '　', '', '\n', '  ');
const said = (words: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...words), fc.array(fc.tuple(space, behind), { maxLength: 3 }))
    .map(([word, rest]) => `${word}${rest.flat().join('')}`);
const slash = fc.constantFrom('', '/', '／', '//', ' /');
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    said(FORMS),
    said(EXAMPLES),
    fc
      .tuple(slash, said([...MEMBER_WORDS, ...MEMBER_WORDS_EN, ...FORMS]))
      .map(([mark, text]) => `${mark}${text}`),
  )
  .filter((text) => text.trim() !== '');

const PLACES: Readonly<Record<string, () => RoomView>> = {
  'the admin bot, by an administrator': () => world.suzuki.adminRoom,
  'the admin bot, by a member': () => world.tanaka.adminRoom,
  'the bridge bot, by a member': () => world.tanaka.direct,
  'the bridge bot, by an administrator': () => world.suzuki.direct,
  'a talk room': () => world.tanaka.room('山田花子'),
};

test.each(Object.keys(PLACES))(
  'every text and every button gets an answer without an error: %s',
  async (place) => {
    const room = PLACES[place]?.();
    if (room === undefined) throw new Error(place);
    const heard = () => fromBot(room.messages).length + hanako.received.length;
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        world.clock.advance(2000);
        const before = heard();
        await room.says(text);
        await world.settle();
        expect(heard()).toBeGreaterThan(before);
        expect(countFailed(world.bridge.workspace.context.db)).toBe(0);
      }),
      { numRuns: RUNS },
    );
    expect(confirmedDeeds(world)).toEqual([]);
  },
);

/** Nearly a command: a letter lost or doubled, words in another order, run together, one too many. */
const nearly = fc
  .tuple(
    fc.constantFrom(...EXAMPLES, ...FORMS),
    fc.nat(),
    fc.constantFrom('lose', 'double', 'turn', 'join', 'add', 'leave'),
    behind,
  )
  .map(([line, seed, slip, more]) => {
    const at = seed % line.length;
    const slips = {
      lose: line.slice(0, at) + line.slice(at + 1),
      double: line.slice(0, at + 1) + line.slice(at),
      turn: line.split(' ').reverse().join(' '),
      join: line.replace(' ', ''),
      add: line.replace(' ', ` ${more} `),
      leave: line,
    };
    return slips[slip];
  })
  .filter((text) => text.trim() !== '');

/** What names a deed and does it: it stands below a question that says what follows. */
const confirms = ({ postback }: WorksButton) => decodePress(postback ?? null)?.do === 'confirm';

test('no suggestion, run button or button of a state carries out a deed that needs a confirmation', async () => {
  const room = world.suzuki.adminRoom;
  let pressed = 0;
  const press = async (nth: number) => {
    const buttons =
      fromBot(room.messages)
        .at(-1)
        ?.buttons.filter((each) => !confirms(each)) ?? [];
    const button = buttons[nth % buttons.length];
    if (button?.postback === undefined) return;
    world.clock.advance(2000);
    const before = fromBot(room.messages).length;
    await room.sends({ type: 'text', text: button.text, postback: button.postback });
    await world.settle();
    expect(fromBot(room.messages).length).toBeGreaterThan(before);
    pressed += 1;
  };
  await fc.assert(
    fc.asyncProperty(nearly, fc.nat(), fc.nat(), async (text, first, second) => {
      world.clock.advance(2000);
      await room.says(text);
      await world.settle();
      await press(first);
      await press(second);
      expect(confirmedDeeds(world)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(pressed).toBeGreaterThan(RUNS / 4);
  expect(countFailed(world.bridge.workspace.context.db)).toBe(0);
});

test('a deed is done once the button that names it is pressed', async () => {
  await world.suzuki.commands('権限 付与 田中 花 連携管理者');
  await world.suzuki.confirms();
  expect(confirmedDeeds(world)).toEqual(['role.grant']);
});
