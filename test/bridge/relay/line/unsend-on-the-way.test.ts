import { afterEach, beforeEach, expect, test } from 'vitest';
import { inbox } from '../../../../src/store/schema.ts';
import { wordsOf } from '../../../../src/words/words.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const outcomes = () =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.deliver')
    .map((entry) => `${entry.outcome} ${entry.reason}`);

/** The message is on its way when its sender unsends it; then the call ends like this. */
async function unsentOnTheWay(fault: object): Promise<void> {
  const way = world.works.faults.hold(({ api }) => api === 'channel-message');
  world.works.faults.failNext({ api: 'channel-message', times: 1, ...fault });
  const sent = await hanako.user.says('まちがえました', { oa: OA });
  await until('it is on its way', () => way.waiting > 0);
  await hanako.user.unsends(sent.messageId, { oa: OA });
  await world.heard();
  way.release();
  await world.settle();
  await world.later(10_000);
}

test('a message unsent on its way, whose send was refused for the moment, does not go out', async () => {
  await unsentOnTheWay({ status: 503 });
  expect(roomTexts()).not.toContain('まちがえました');
  expect(roomTexts().at(-1)).toContain('取り消し');
  expect(outcomes().at(-1)).toBe('cancelled unsent');
});

test('a message unsent on its way with unknown outcome is not repeated and ends uncertain', async () => {
  await unsentOnTheWay({ action: 'cut' });
  expect(roomTexts()).not.toContain('まちがえました');
  expect(outcomes().at(-1)).toBe('uncertain unsent');
});

test('an unsent message is not in a raw webhook body either', async () => {
  const messageId = await hanako.says('ひみつの言葉');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  const bodies = world.bridge.workspace.context.db.select().from(inbox).all();
  expect(bodies.filter((row) => row.body?.includes('ひみつの言葉'))).toEqual([]);
  expect(bodies.filter((row) => row.body !== null).length).toBeGreaterThan(3);
});

test('the member reads the message’s time, on another day with its date, in both languages', async () => {
  const unsent = async (id: string) => {
    await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    return roomTexts().at(-1);
  };
  const early = await hanako.says('まちがえました');
  await world.later(125 * 60_000);
  const late = await hanako.says('これもでした');
  const yesterday = await hanako.says('昨日の話');
  await world.later(60_000);
  expect(await unsent(early)).toBe(
    '［お知らせ］「山田花子」さんが09:00のメッセージの送信を取り消しました。',
  );
  expect(await unsent(late)).toContain('「山田花子」さんが11:05のメッセージの');
  await world.later(24 * 60 * 60_000);
  expect(await unsent(yesterday)).toContain('「山田花子」さんが2026-11-22 11:05のメッセージの');
  expect(wordsOf('en').room.unsent('Hanako', '21:05')).toBe(
    '"Hanako" withdrew the message sent at 21:05.',
  );
});
