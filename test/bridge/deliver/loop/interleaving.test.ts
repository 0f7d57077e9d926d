import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

/** A fixed sequence that looks random: the same story in every run. */
function* dice(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

const ROOM = '山田花子';

test('two members, one LINE user, 200 messages with quotes and switches: none goes astray', async () => {
  const { tanaka, sato } = world;
  const hanako = world.lineUser(ROOM);
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  const members = { 田中: tanaka, 佐藤: sato } as const;
  const buttons = { 田中: '田中 花', 佐藤: '佐藤 健' } as const;
  const talkIds = { 田中: 'tanaka', 佐藤: 'sato' } as const;
  type Name = keyof typeof members;
  const random = dice(20261122);
  const roll = (sides: number) => Math.floor((random.next().value ?? 0) / 65_536) % sides;
  const pick = (): Name => (roll(2) === 0 ? '田中' : '佐藤');

  // Every text names its addressee. She switches before she speaks to another member, and answers
  // truthfully when asked.
  let addressed: Name = '佐藤';
  for (let index = 0; index < 200; index += 1) {
    const name = pick();
    const spoken = `${name}${index}`;
    switch (roll(4)) {
      case 0:
        await members[name].says(ROOM, `${name}から${index}`);
        break;
      case 1: {
        const quoted = hanako.received.findLast((bubble) => bubble.text.startsWith(`${name}から`));
        if (quoted === undefined) break;
        await hanako.says(`引用${spoken}`, { quote: quoted.id });
        addressed = name;
        break;
      }
      case 2:
        await switchTo(name);
        break;
      default:
        await speakTo(name, spoken);
    }
  }

  for (const name of ['田中', '佐藤'] as const) {
    const other: Name = name === '田中' ? '佐藤' : '田中';
    const seen = textsOf(members[name].room(ROOM));
    expect(seen.filter((text) => text.includes(other))).toEqual([]);
    expect(seen.length).toBeGreaterThan(20);
    const sentByMember = seen.filter((text) => text.startsWith(`${name}から`));
    const arrived = hanako.received.filter((bubble) => bubble.text.startsWith(`${name}から`));
    expect(arrived.map((bubble) => bubble.text)).toEqual(sentByMember);
  }

  async function switchTo(name: Name): Promise<void> {
    await hanako.says(`トークID: ${talkIds[name]}`);
    addressed = name;
  }

  async function speakTo(name: Name, text: string): Promise<void> {
    if (addressed !== name) await switchTo(name);
    await hanako.says(text);
    const isAsked = hanako.lastReceived?.text.includes('どなたへ') ?? false;
    if (isAsked) await hanako.presses(buttons[name]);
    expect(textsOf(members[name].room(ROOM)).at(-1)).toBe(text);
  }
});
