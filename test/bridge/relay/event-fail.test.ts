import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/* An event that fails three times: its writer is told, and so are the administrators. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
});
afterEach(() => world.stop());

const HOUR_MS = 60 * 60 * 1000;
const db = () => world.bridge.workspace.context.db;
const bug = (on: string) =>
  db().run(sql.raw(`CREATE TRIGGER bug BEFORE ${on} BEGIN SELECT RAISE(ABORT, 'bug'); END`));
const mend = () => db().run(sql`DROP TRIGGER bug`);
/** No message can be recorded: it is rolled back and goes no further. */
const RECEIVING = `INSERT ON audit_entry_rows WHEN NEW.action = 'message.receive'`;
const tries = async () => {
  for (let n = 0; n < 4; n += 1) await world.later(2500);
};
const failures = () => auditOf(world).filter((entry) => entry.action === 'event.fail');
const alarms = () => world.suzuki.answers.filter((text) => text.includes('処理できなかった受信'));
const pushes = () => world.line.calls.filter((call) => call.path.endsWith('/push')).length;
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));

test('a LINE user is told by reply token that their message has not arrived', async () => {
  bug(RECEIVING);
  const before = pushes();
  await hanako.says('至急お電話ください');
  await tries();
  expect(failures()).toHaveLength(1);
  expect(failures()[0]).toMatchObject({ lineUserId: hanako.user.userId, channelId: OA });
  expect(hanako.lastReceived?.text).toContain('担当者に届いていません');
  expect(pushes()).toBe(before);
  expect(roomTexts().join()).not.toContain('至急');
  expect(alarms()).toHaveLength(1);
  expect(alarms()[0]).toContain('1件');
  mend();
  await hanako.says('もう一度お送りします');
  expect(roomTexts().at(-1)).toBe('もう一度お送りします');
});

test('a user whom LINE does not name is told likewise, each by their own token', async () => {
  bug(RECEIVING);
  const taro = world.lineUser('鈴木太郎');
  await hanako.user.says('至急お電話ください', { oa: OA, anonymous: true });
  await taro.user.says('もしもし', { oa: OA, anonymous: true });
  await tries();
  await tries();
  expect(failures()).toHaveLength(2);
  for (const chat of [hanako, taro]) {
    expect(
      chat.received.filter(({ text }) => text.includes('担当者に届いていません')),
    ).toHaveLength(1);
    expect(chat.lastReceived?.via).toBe('reply');
  }
});

test('a LINE user whose reply token died is told, with the date, when they next write', async () => {
  bug(RECEIVING);
  await hanako.user.says('至急お電話ください', { oa: OA });
  // Time passes without a look at the queue.
  world.clock.advance(90_000);
  await tries();
  expect(failures()).toHaveLength(1);
  expect(hanako.received.map(({ text }) => text).join()).not.toContain('届いていません');
  mend();
  await world.later(HOUR_MS);
  await hanako.says('もしもし');
  expect(hanako.received.map(({ text }) => text).join()).toContain('担当者に届いていません');
});

test('a member is told in the room, and for a command in the admin bot’s 1:1 room', async () => {
  bug(RECEIVING);
  await world.tanaka.says('山田花子', '明日10時に伺います');
  await tries();
  expect(roomTexts().at(-1)).toContain('> 明日10時に伺います');
  expect(roomTexts().at(-1)).toContain('LINEユーザーには届いていません');
  expect(hanako.received.map(({ text }) => text).join()).not.toContain('伺います');
  mend();
  bug(`UPDATE ON link`);
  await world.suzuki.commands('auto-add on');
  await tries();
  expect(world.suzuki.answers.join()).toContain('何も変更していません');
  mend();
  await world.suzuki.commands('auto-add on');
  expect(world.suzuki.lastAnswer).toContain('自動追加をオンにしました');
});

test('in direct mode a member is told in the 1:1 room', async () => {
  await world.stop();
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  bug(RECEIVING);
  await world.tanaka.direct.says('承知しました');
  await world.settle();
  await tries();
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('LINEユーザーには届いていません');
});

test('the administrators hear the number at most once an hour, after a restart too', async () => {
  bug(RECEIVING);
  await hanako.says('一つ目');
  await tries();
  expect(alarms()).toHaveLength(1);
  await hanako.says('二つ目');
  await tries();
  await world.restart();
  await hanako.says('三つ目');
  await tries();
  await world.later(HOUR_MS / 2);
  expect(failures()).toHaveLength(3);
  expect(alarms()).toHaveLength(1);
  await world.later(HOUR_MS / 2);
  expect(alarms()).toHaveLength(2);
  expect(alarms()[1]).toContain('2件');
  await world.later(3 * HOUR_MS);
  expect(alarms()).toHaveLength(2);
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain('処理できなかった受信 3件');
});

test.each([
  ['what is known of the LINE user', `UPDATE line_users SET language = 5`, `INSERT ON friendships`],
  ['the rooms', `SELECT 1`, `UPDATE ON talk_rooms`],
  ['reply tokens', `SELECT 1`, `INSERT ON reply_tokens`],
])('the administrators are told in spite of a fault in %s', async (_, change, on) => {
  db().run(sql.raw(change));
  forgetEverything(db());
  bug(on);
  await hanako.says('一つ目');
  await tries();
  expect(failures()).toHaveLength(1);
  expect(alarms()).toHaveLength(1);
  mend();
  await world.later(60_000);
  await hanako.says('二つ目');
  expect(roomTexts().at(-1)).toBe('二つ目');
});

test('a broken directory row of the writer does not prevent the notice', async () => {
  const id = world.tanaka.user.userId;
  db().run(sql`UPDATE members SET other_names = '[{' WHERE member_id = ${id}`);
  forgetEverything(db());
  await world.tanaka.says('山田花子', '読めません');
  await tries();
  expect(failures().length).toBeGreaterThan(0);
  expect(roomTexts().at(-1)).toContain('届いていません');
});

test('others are not told: neither a group nor a user who only followed', async () => {
  bug(`INSERT ON audit_entry_rows WHEN NEW.action IN ('friend.follow', 'event.record')`);
  const before = hanako.received.length;
  await hanako.blocks();
  mend();
  bug(`INSERT ON audit_entry_rows WHEN NEW.action = 'friend.follow'`);
  await hanako.unblocks();
  await tries();
  expect(failures()).toHaveLength(1);
  expect(
    hanako.received
      .slice(before)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('不具合');
  expect(alarms()).toHaveLength(1);
});
