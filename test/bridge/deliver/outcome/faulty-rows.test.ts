import { and, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetEverything } from '../../../../src/store/memory/remembered.ts';
import { keepArrival } from '../../../../src/store/queue/inbox.ts';
import { inbox, outbox, requests } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
});
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const queued = (lane: string) =>
  db()
    .select()
    .from(outbox)
    .where(and(eq(outbox.lane, lane), eq(outbox.state, 'queued')))
    .orderBy(outbox.id)
    .all();
const spoil = (id: number | undefined, payload = '{"do":') => {
  db()
    .update(outbox)
    .set({ payload })
    .where(eq(outbox.id, id ?? 0))
    .run();
  forgetEverything(db());
};
const TO_WORKS = 'room:1:line-works';
const TO_LINE = 'room:1:line';
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const lineTexts = () => hanako.received.map((bubble) => bubble.text);
const minutesPass = async (minutes: number) => {
  for (let n = 0; n < minutes * 4; n += 1) await world.later(15_000);
};
const entriesOf = (action: string) => auditOf(world).filter((entry) => entry.action === action);

test('an unreadable row is set aside after a few tries, and its lane goes on', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 429 });
  for (const text of ['一つ目', '二つ目', '三つ目']) await hanako.says(text);
  expect(queued(TO_WORKS)).toHaveLength(3);
  spoil(queued(TO_WORKS)[1]?.id);
  await minutesPass(4);
  expect(roomTexts().slice(-2)).toEqual(['一つ目', '三つ目']);
  expect(queued(TO_WORKS)).toEqual([]);
  const fates = entriesOf('message.deliver').map(({ outcome, reason }) => [outcome, reason]);
  expect(fates.slice(-3)).toContainEqual(['refused', 'fault']);
  expect(entriesOf('delivery.fail')).toHaveLength(1);
  expect(lineTexts().filter((text) => text.includes('届きませんでした'))).toHaveLength(1);
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain('不具合のため送れなかったもの 1件');
});

test('one whose request was cut off once is told as maybe arrived', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, mode: 'after', action: 'cut' });
  await hanako.says('一つ目');
  await hanako.says('二つ目');
  spoil(queued(TO_WORKS)[0]?.id);
  await minutesPass(4);
  expect(roomTexts().at(-1)).toBe('二つ目');
  expect(lineTexts().some((text) => text.includes('届いていない可能性'))).toBe(true);
  expect(lineTexts().some((text) => text.includes('届きませんでした'))).toBe(false);
});

test('a member is told that their answer was not delivered, and that the fault is ours', async () => {
  world.line.faults.failNext({ api: 'push', times: 1, status: 429 });
  await world.tanaka.says('山田花子', '一つ目');
  await world.tanaka.says('山田花子', '二つ目');
  spoil(queued(TO_LINE)[1]?.id);
  await minutesPass(5);
  expect(lineTexts().at(-1)).toBe('一つ目');
  expect(roomTexts().at(-1)).toContain('> 二つ目');
  expect(roomTexts().at(-1)).toContain('このメッセージは届きませんでした。システムの不具合により');
});

test('a row of our own that lacks its words does not block its lane for long', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 429 });
  for (const text of ['一つ目', '二つ目', '三つ目']) await hanako.says(text);
  spoil(queued(TO_WORKS)[1]?.id, JSON.stringify({ do: 'tell-room', farewell: false }));
  await minutesPass(4);
  expect(roomTexts().at(-1)).toBe('三つ目');
  expect(queued(TO_WORKS)).toEqual([]);
});

test('an errand of an unknown version is set aside, unsaid', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 429 });
  for (const text of ['一つ目', '二つ目', '三つ目']) await hanako.says(text);
  const [, second] = queued(TO_WORKS);
  spoil(second?.id, JSON.stringify({ ...JSON.parse(second?.payload ?? '{}'), v: 2 }));
  await minutesPass(4);
  expect(roomTexts().slice(-2)).toEqual(['一つ目', '三つ目']);
  expect(queued(TO_WORKS)).toEqual([]);
  expect(entriesOf('delivery.fail')).toHaveLength(1);
});

test('a request with an unknown step is dropped with its row, and its lane goes on', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 429 });
  for (const text of ['一つ目', '二つ目']) await hanako.says(text);
  const known = db().select().from(requests).where(eq(requests.lane, TO_WORKS)).get();
  const address = JSON.stringify({ ...JSON.parse(known?.address ?? '{}'), v: 2 });
  db().update(requests).set({ address }).where(eq(requests.lane, TO_WORKS)).run();
  forgetEverything(db());
  await minutesPass(4);
  expect(roomTexts().at(-1)).toBe('二つ目');
  expect(queued(TO_WORKS)).toEqual([]);
  expect(entriesOf('delivery.fail')).toHaveLength(1);
  const fates = entriesOf('message.deliver').map(({ outcome, reason }) => [outcome, reason]);
  expect(fates).toContainEqual(['refused', 'fault']);
});

test('a room with an unreadable row is closed all the same', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 9, status: 429 });
  for (const text of ['一つ目', '二つ目']) await hanako.says(text);
  spoil(queued(TO_WORKS)[1]?.id, '{"v":2}');
  await world.suzuki.commands('room close 1');
  await world.suzuki.confirms();
  expect(entriesOf('event.fail')).toEqual([]);
  const fates = entriesOf('message.deliver').slice(-2);
  expect(fates.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['cancelled', 'room-closed'],
    ['cancelled', 'room-closed'],
  ]);
});

test('an answer that cannot be written ends its row by what is known, once', async () => {
  db().run(
    sql`CREATE TRIGGER bug BEFORE INSERT ON line_messages WHEN NEW.inbox_id IS NULL BEGIN SELECT RAISE(ABORT, 'bug'); END`,
  );
  await world.tanaka.says('山田花子', '一つ目');
  await world.tanaka.says('山田花子', '二つ目');
  expect(lineTexts().slice(-2)).toEqual(['一つ目', '二つ目']);
  expect(queued(TO_LINE)).toEqual([]);
  const fates = entriesOf('message.deliver').map(({ outcome, reason }) => [outcome, reason]);
  expect(fates.slice(-2)).toEqual([
    ['sent', 'fault'],
    ['sent', 'fault'],
  ]);
});

test('a room whose creation cannot be written is not made for ever', async () => {
  db().run(
    sql`CREATE TRIGGER bug BEFORE UPDATE OF works_channel_id ON talk_rooms BEGIN SELECT RAISE(ABORT, 'bug'); END`,
  );
  await hanako.says('トークID: sato');
  await minutesPass(3);
  expect(queued('room:2:line-works')).toEqual([]);
  const made = world.works.calls.filter((call) => call.api === 'create-channel').length;
  expect(made).toBeLessThanOrEqual(3);
  db().run(sql`DROP TRIGGER bug`);
  await world.tanaka.says('山田花子', 'そのまま続きます');
  expect(lineTexts().at(-1)).toBe('そのまま続きます');
});

test('an unreadable event does not block others, even while some are deferred', async () => {
  const { now } = world.clock;
  const arrival = { platform: 'line-works', account: '2000001', verdict: 'act' } as const;
  const keep = (key: string, body: string) =>
    keepArrival(db(), { ...arrival, key, body, receivedAt: now() });
  keep('put-off', '{}');
  db()
    .update(inbox)
    .set({ notBefore: now() + 600_000 })
    .where(eq(inbox.body, '{}'))
    .run();
  keep('broken', '{"type":');
  await hanako.says('こんにちは');
  expect(roomTexts().at(-1)).toBe('こんにちは');
  await minutesPass(1);
  expect(entriesOf('event.fail')).toHaveLength(1);
});

test('in direct mode a customer’s broken file does not block the others’ words', async () => {
  await world.stop();
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  hanako = world.lineUser('山田花子');
  const ichiro = world.lineUser('鈴木一朗');
  for (const each of [hanako, ichiro]) await each.says('トークID: tanaka');
  world.works.faults.failNext({ api: 'upload', times: 9, status: 503 });
  const bytes = new Uint8Array(3000).fill(7);
  const content = { bytes, contentType: 'application/octet-stream', fileName: '見積書.pdf' };
  await hanako.user.sendsContent('file', content, { oa: OA });
  await world.settle();
  const [file] = queued(TO_WORKS);
  expect(file?.entryId).not.toBeNull();
  // Its name has been said.
  db()
    .update(outbox)
    .set({ progress: 1, payload: '{"do":' })
    .where(eq(outbox.id, file?.id ?? 0))
    .run();
  await ichiro.says('納期はいつですか');
  await minutesPass(5);
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('納期はいつですか');
  expect(ichiro.received.map(({ text }) => text).join()).not.toContain('届きませんでした');
  expect(entriesOf('delivery.fail')).toHaveLength(1);
});

test('beside an unreadable row a message is taken back all the same', async () => {
  const early = await hanako.says('まちがえました');
  world.works.faults.failNext({ api: 'channel-message', times: 50, status: 503 });
  await hanako.says('一つ目');
  spoil(queued(TO_WORKS)[0]?.id);
  expect(db().select().from(requests).all()).toHaveLength(1);
  await hanako.user.unsends(early, { oa: OA });
  await world.later(10_000);
  expect(entriesOf('event.fail')).toEqual([]);
  expect(entriesOf('message.unsend')).toHaveLength(1);
});
