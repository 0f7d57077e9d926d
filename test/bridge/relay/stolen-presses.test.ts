import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineUserId, memberId, talkId, talkRoomId } from '../../../src/domain/ids.ts';
import { encodePress, type Press } from '../../../src/domain/messages/press.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import { dataOf, pressRaw } from '../../helpers/raw-presses.ts';
import type { World } from '../../helpers/world.ts';

/*
 * What a button sends is no secret, and whose it is does not stand in it: rooms are numbered in each company from one.
 * So data of any button, from here or from another company, is sent by people it does not belong to.
 */

let world: World;
let hanako: LineChat;
let jiro: LineChat;
/** By what a button asks for: its data, as its own person could press it. */
let stolen: Readonly<Record<Press['do'], string>>;

beforeAll(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  jiro = world.lineUser('斎藤次郎');
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await jiro.says('トークID: sato');
  await jiro.says('こんにちは');
  await world.tanaka.says('山田花子', 'お世話になっております');
  // To whom? Her words wait for her answer.
  await hanako.says('どちらへ');
  await world.sato.commands('help');
  await world.suzuki.commands('連携 無効');
  stolen = await everyPress();
});
afterAll(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const one = (query: ReturnType<typeof sql>) =>
  db().all<{ readonly it: string | number }>(query)[0]?.it;

/** Guarantee: the keys are the same. */
const mapped = <Key extends string, From, To>(
  of: Readonly<Record<Key, From>>,
  to: (each: From) => To,
) =>
  Object.fromEntries(Object.entries<From>(of).map(([key, value]) => [key, to(value)])) as Readonly<
    Record<Key, To>
  >;

async function everyPress(): Promise<typeof stolen> {
  const tanaka = world.tanaka.user.userId;
  const room = one(
    sql`SELECT id AS it FROM talk_rooms WHERE member_id = ${tanaka} AND state = 'open'`,
  );
  const roomId = talkRoomId(Number(room));
  const question = String(
    one(sql`SELECT token AS it FROM questions WHERE state = 'open' ORDER BY id DESC LIMIT 1`) ??
      'none',
  );
  const askedAt = world.clock.now();
  const customer = lineUserId(hanako.user.userId);
  const token = 'x'.repeat(22);
  const presses: Readonly<Record<Press['do'], Press | string>> = {
    to: { do: 'to', question, roomId },
    more: { do: 'more', question, page: 0 },
    go: { do: 'go', roomId },
    leave: { do: 'leave', roomId },
    'leave-now': { do: 'leave-now', roomId, askedAt },
    members: { do: 'members', page: 0 },
    leaving: { do: 'leaving', page: 0 },
    open: { do: 'open', talkId: talkId('sato'), memberId: memberId(tanaka) },
    invite: { do: 'invite' },
    help: { do: 'help' },
    lang: { do: 'lang', language: 'ja' },
    list: { do: 'list', page: 0 },
    which: { do: 'which', about: 'block', page: 0, rest: '' },
    unblock: { do: 'unblock', lineUserId: customer },
    name: { do: 'name', roomId, rest: '別の名前' },
    block: { do: 'block', roomId, rest: '' },
    close: { do: 'close', roomId, rest: '' },
    closing: { do: 'closing', roomId },
    keep: { do: 'keep', roomId },
    'new-room': { do: 'new-room', roomId },
    'close-now': { do: 'close-now', roomId, askedAt },
    'block-now': { do: 'block-now', roomId, askedAt },
    confirm: dataOf(world.suzuki, world.suzuki.deed),
    cancel: { do: 'cancel', token },
    'accept-directory': { do: 'accept-directory', token },
    run: { do: 'run', line: 'link off' },
    choose: {
      do: 'choose',
      page: 0,
      command: 'member remove',
      rest: '',
      who: 'sa',
      linkedOnly: true,
    },
  };
  const data = (press: Press | string) => (typeof press === 'string' ? press : encodePress(press));
  return mapped(presses, data);
}

/** What comes in and is answered, and what is known of who pressed. */
const MAY_CHANGE = new Set([
  ...['inbox', 'seen_events', 'reply_tokens', 'line_chats', 'line_messages', 'outbox', 'lanes'],
  ...['requests', 'jobs', 'kept_states', 'languages', 'speakers', 'housekeeping', 'heartbeat'],
  ...['audit_entry_rows', 'audit_people_rows', 'audit_content_rows'],
]);

/** Rows of all other tables, and what others than the presser have been told. */
function seen(except: 'jiro' | 'sato'): Record<string, unknown> {
  const tables = db().all<{ readonly name: string }>(
    sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`,
  );
  const rows = tables
    .filter(({ name }) => !MAY_CHANGE.has(name))
    .map(({ name }) => [name, db().all(sql.raw(`SELECT * FROM "${name}"`))]);
  const { tanaka, sato, suzuki } = world;
  return {
    ...Object.fromEntries(rows),
    hanako: hanako.received.length,
    jiro: except === 'jiro' ? null : jiro.received.length,
    tanaka: [tanaka.room('山田花子').messages.length, tanaka.direct.messages.length],
    sato: except === 'sato' ? null : sato.direct.messages.length,
    suzuki: suzuki.adminRoom.messages.length,
  };
}

const KINDS = [
  ...['to', 'more', 'go', 'leave', 'leave-now', 'members', 'leaving', 'open'],
  ...['invite', 'help', 'list', 'which', 'unblock', 'name', 'block', 'close', 'closing', 'keep'],
  ...[
    'new-room',
    'close-now',
    'block-now',
    'confirm',
    'cancel',
    'accept-directory',
    'run',
    'choose',
  ],
] as const satisfies readonly Press['do'][];

test.each(KINDS)('"%s" of others does nothing by a LINE user', async (kind) => {
  const before = seen('jiro');
  await jiro.user.taps(stolen[kind], { oa: OA });
  await world.settle();
  expect(seen('jiro')).toEqual(before);
});

test.each(KINDS)('"%s" of others does nothing by a member, to either bot', async (kind) => {
  const sato = world.sato;
  const before = seen('sato');
  const rooms = [sato.direct.channelId, sato.room('斎藤次郎').channelId];
  for (const bot of [BRIDGE_BOT, ADMIN_BOT]) {
    for (const channelId of [...rooms, world.tanaka.room('山田花子').channelId]) {
      await pressRaw(world, { by: sato, data: stolen[kind], channelId, as: 'postback', bot });
    }
  }
  expect(seen('sato')).toEqual(before);
});

test('each of them would do something by who it belongs to', async () => {
  const before = JSON.stringify(seen('jiro'));
  await hanako.user.taps(stolen['leave-now'], { oa: OA });
  await world.settle();
  expect(JSON.stringify(seen('jiro'))).not.toBe(before);
});
