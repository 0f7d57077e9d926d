import { afterEach, beforeEach, expect, test } from 'vitest';
import { memberId, talkId } from '../../../../src/domain/ids.ts';
import { addLinkMember } from '../../../../src/store/people/link-members.ts';
import { readMember, saveMember } from '../../../../src/store/people/members.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld({
    furnish: (_, works) => {
      works.addMember({ email: 'kato@midori', lastName: '加藤', firstName: '恵' });
    },
  });
  await world.suzuki.commands('member add suzuki kato');
  hanako = world.lineUser('山田花子');
});
afterEach(() => world.stop());

const handOver = async (words: string) => {
  await world.suzuki.commands(`member handover ${words}`);
  await world.suzuki.confirms();
};

test('a number keeps its person when one of those before it hands over to another of them', async () => {
  for (const who of ['kato', 'suzuki', 'sato', 'tanaka']) await hanako.says(`トークID: ${who}`);
  await world.sato.says('山田花子', '佐藤です');
  await hanako.says('だれ宛て');
  const asked = hanako.lastReceived?.text ?? '';
  const numberOf = (name: string) => new RegExp(`(\\d)\\. ${name}`).exec(asked)?.[1] ?? '';
  const [first, second, third] = ['tanaka', 'sato', 'suzuki'].map((account) =>
    numberOf({ tanaka: '田中 花', sato: '佐藤 健', suzuki: '鈴木 一郎' }[account] ?? ''),
  );
  expect(new Set([first, second, third]).size).toBe(3);
  // The first name hands over to the one behind it.
  await handOver(Number(first) < Number(second) ? 'tanaka sato' : 'sato tanaka');
  await hanako.says(third ?? '');
  expect(textsOf(world.suzuki.room('山田花子')).at(-1)).toBe('だれ宛て');
  for (const desk of [world.tanaka, world.sato, world.member('kato@midori')]) {
    expect(textsOf(desk.room('山田花子'))).not.toContain('だれ宛て');
  }
});

test('both numbers mean the new member where a room was taken in', async () => {
  for (const who of ['suzuki', 'sato', 'tanaka']) await hanako.says(`トークID: ${who}`);
  await world.sato.says('山田花子', '佐藤です');
  await hanako.says('だれ宛て');
  const asked = hanako.lastReceived?.text ?? '';
  const ofSato = /(\d)\. 佐藤/.exec(asked)?.[1] ?? '';
  await handOver('tanaka sato');
  await hanako.says(ofSato);
  expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('だれ宛て');
});

test('the old member’s button in the list of members means the new one', async () => {
  await hanako.says('トークID: suzuki');
  await hanako.says('トークID: tanaka');
  await hanako.says('メンバー');
  await handOver('tanaka sato');
  await hanako.says('トークID: suzuki');
  await hanako.presses('田中 花');
  expect(hanako.lastReceived?.text).toContain('佐藤 健に届きます');
  await hanako.says('佐藤さんへ');
  expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('佐藤さんへ');
});

/** More than a Durable Object's statement may bind. */
const CROWD = 138;

/** Link members in the directory, as so many registrations leave them. */
function crowdIn(): void {
  const { context } = world.bridge.workspace;
  const like = readMember(context.db, memberId(world.sato.user.userId));
  if (like === null) throw new Error('Sato is missing.');
  context.store.transaction(() => {
    for (let n = 1; n <= CROWD; n += 1) {
      const id = memberId(`crowd-${n}`);
      saveMember(context.db, { ...like, memberId: id, email: `c${n}@midori` });
      addLinkMember(context.db, {
        ...{ memberId: id, talkId: talkId(`c${n}`), status: 'available' },
        ...{ reason: null, requestedBy: null, roomMode: null, addedAt: 1, changedAt: 1 },
      });
    }
  });
}

test('with more members than a statement may bind, the lists of them still answer', async () => {
  crowdIn();
  await hanako.says('トークID: tanaka');
  await world.suzuki.commands('member handover tanaka');
  expect(world.suzuki.lastAnswer).toContain('だれに引き継ぎますか？ (1/36)');
  await world.suzuki.commands('member list');
  expect(world.suzuki.lastAnswer).toContain('(1/36)');
});
