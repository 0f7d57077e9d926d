import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPlanned } from '../../../../src/store/queue/jobs.ts';
import { jobs, requests } from '../../../../src/store/schema.ts';
import { ADMIN_BOT, ADMIN_SECRET, OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import { RARE, tracesOf } from '../../../helpers/traces.ts';
import { until } from '../../../helpers/until.ts';
import {
  auditOf,
  lineTextEvent,
  originOf,
  postLine,
  postWorks,
  worksTextEvent,
} from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/**
 * A second after words were unsent, no file of the bridge holds them in any form (line.md §1.9).
 */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const SECRET = `口座は${RARE}です`;
const traces = (words = RARE) => tracesOf(world.folder, words);
const db = () => world.bridge.workspace.context.db;

/** Unsends a message, and waits a second. */
async function takesBack(messageId: string) {
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  await world.later(1000);
}

async function saysAndTakesBack(text: string) {
  const id = await hanako.says(text);
  expect(traces()).not.toEqual([]);
  await takesBack(id);
}

describe('words of a LINE user', () => {
  test('that were delivered, between others', async () => {
    await hanako.says('そのまえの話');
    const id = await hanako.says(SECRET);
    await hanako.says('そのあとの話');
    expect(traces().join()).toMatch(/kakehashi\.db-wal: the words/);
    await takesBack(id);
    expect(traces()).toEqual([]);
    await world.suzuki.commands('監査 検索 話');
    expect(world.suzuki.lastAnswer).toContain('そのまえの話');
    expect(world.suzuki.lastAnswer).toContain('そのあとの話');
    await world.suzuki.commands('監査 検索 口座');
    expect(world.suzuki.lastAnswer).not.toContain('口座は');
    // As many as LINE accepts.
    await saysAndTakesBack(`${'あいうえおかきくけこ'.repeat(498)}${RARE}`);
    expect(traces()).toEqual([]);
  });

  test('that a crash leaves in the log, which a start empties', async () => {
    const id = await hanako.says(SECRET);
    await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    // Interrupted before the log is emptied: the job is still there after the start.
    expect(db().select().from(jobs).all()).toContainEqual(
      expect.objectContaining({ kind: 'scrub' }),
    );
    await world.restart();
    await world.later(1000);
    expect(traces()).toEqual([]);
  });

  test('that are held for an answer', async () => {
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', 'こんにちは');
    await world.later(1000);
    await saysAndTakesBack(SECRET);
    expect(auditOf(world).findLast((entry) => entry.outcome === 'held')).toBeDefined();
    expect(traces()).toEqual([]);
    // And undelivered ones.
    await world.suzuki.commands('連携 無効');
    await world.suzuki.confirms();
    await saysAndTakesBack(SECRET);
    expect(traces()).toEqual([]);
  });

  test('that wait for LINE WORKS, in the bytes of their request', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 50, status: 503 });
    const id = await hanako.says(SECRET);
    await world.later(2000);
    expect(db().select().from(requests).all()).not.toEqual([]);
    await takesBack(id);
    expect(traces()).toEqual([]);
  });

  test('that a later message quotes, and a transcript repeats', async () => {
    const id = await hanako.says(SECRET);
    world.works.faults.failNext({ api: 'channel-message', times: 50, status: 503 });
    await hanako.says('これのことです', { quote: id });
    await world.later(2000);
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await world.later(2000);
    await takesBack(id);
    expect(traces()).toEqual([]);
  });

  test('that were unsent before they came', async () => {
    const said = await hanako.user.says(SECRET, { oa: OA, hold: true });
    const unsent = await hanako.user.unsends(said.messageId, { oa: OA, hold: true });
    await world.line.account(OA).deliver([unsent.webhookEventId]);
    await world.line.account(OA).deliver([said.webhookEventId]);
    await world.settle();
    await world.later(1000);
    expect(traces()).toEqual([]);
  });

  test('that are under way when they are unsent: gone once the call has ended', async () => {
    const isSaid = (call: { body: unknown }) => JSON.stringify(call.body).includes(RARE);
    const way = world.works.faults.hold(isSaid);
    const { messageId } = await hanako.user.says(SECRET, { oa: OA });
    await until('it is under way', () => way.waiting > 0);
    await hanako.user.unsends(messageId, { oa: OA });
    await world.heard();
    // The log is emptied while the request still holds them.
    world.clock.advance(400);
    await until('the log is empty', () => !isPlanned(db(), { kind: 'scrub', key: '' }));
    expect(traces()).not.toEqual([]);
    way.release();
    await world.settle();
    for (let n = 0; n < 3; n += 1) await world.later(500);
    expect(traces()).toEqual([]);
  });

  test('of a failed event, which still held them', async () => {
    const said = await hanako.user.says(SECRET, { oa: OA, hold: true });
    db().run(
      sql.raw(`CREATE TRIGGER stumble BEFORE INSERT ON line_messages
        WHEN NEW.message_id = '${said.messageId}' BEGIN SELECT RAISE(ABORT, 'stumbled'); END`),
    );
    await world.line.account(OA).deliver([said.webhookEventId]);
    for (let n = 0; n < 3; n += 1) await world.later(3000);
    expect(auditOf(world).map(({ action }) => action)).toContain('event.fail');
    expect(traces()).not.toEqual([]);
    await takesBack(said.messageId);
    expect(traces()).toEqual([]);
  });

  test('in a file: name, digest and bytes', async () => {
    const bytes = Buffer.from(`%PDF-1.7\n${RARE}`);
    const content = { bytes, contentType: 'application/pdf', fileName: `${RARE}.pdf` };
    const { messageId } = await hanako.user.sendsContent('file', content, { oa: OA });
    await world.settle();
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(traces().join()).toContain('blobs');
    expect(traces(digest)).not.toEqual([]);
    await takesBack(messageId);
    expect(traces()).toEqual([]);
    expect(traces(digest)).toEqual([]);
  });
});

describe('words that do not concern us', () => {
  const group = { type: 'group', groupId: `C${'1'.repeat(32)}` };
  const said = () =>
    lineTextEvent({ userId: hanako.user.userId, text: SECRET, at: world.clock.now() });
  const postEvent = async (event: object, destination = world.line.account(OA).botUserId) => {
    const { status } = await postLine(
      originOf(world),
      JSON.stringify({ destination, events: [event] }),
    );
    expect(status).toBe(200);
    await world.settle();
  };
  const postFromTanaka = async (more: {
    domainId?: number;
    age?: number;
    channelId?: string;
    admin?: boolean;
  }) => {
    const body = worksTextEvent({
      userId: world.tanaka.user.userId,
      text: SECRET,
      at: world.clock.now() - (more.age ?? 0),
      channelId: more.channelId ?? world.tanaka.room('山田花子').channelId,
      domainId: more.domainId ?? world.works.domainId,
    });
    const bot = more.admin ? { botId: ADMIN_BOT, secret: ADMIN_SECRET } : {};
    expect((await postWorks(originOf(world), JSON.stringify(body), bot)).status).toBe(200);
    await world.settle();
  };

  test('never reach the disk, for each of the reasons', async () => {
    const before = auditOf(world).length;
    await postEvent({ ...said(), source: { ...group, userId: hanako.user.userId } });
    await postEvent({ ...said(), source: { type: 'room', roomId: `R${'1'.repeat(32)}` } });
    await postEvent({ ...said(), mode: 'standby' });
    await postEvent({ ...said(), source: { type: 'group', groupId: SECRET.repeat(20) } });
    await postEvent({ ...said(), source: group, webhookEventId: RARE.repeat(30) });
    await postEvent({ type: 'postback', source: group, postback: { data: SECRET } });
    await postEvent(said(), `U${'9'.repeat(32)}`);
    await postFromTanaka({ domainId: 4 });
    await postFromTanaka({ age: 3_600_000 });
    expect(traces()).toEqual([]);
    const recorded = auditOf(world)
      .slice(before)
      .filter((entry) => entry.action === 'event.record');
    expect(recorded.map(({ reason, facts }) => `${reason} ${JSON.parse(facts).type}`)).toEqual([
      'not-one-to-one message',
      'not-one-to-one message',
      'standby message',
      'no-user message',
      'not-one-to-one message',
      'not-one-to-one postback',
      'not-ours message',
      'not-ours message',
      'stale message',
    ]);
  });

  test('of a LINE WORKS group, known only by our rooms, are gone a second later', async () => {
    await postFromTanaka({ channelId: 'some-group' });
    await world.later(1000);
    expect(traces()).toEqual([]);
    expect(auditOf(world).at(-1)).toMatchObject({ reason: 'unknown-room', text: null });
    // And of one that the admin bot is in.
    await postFromTanaka({ channelId: 'some-group', admin: true });
    await world.later(1000);
    expect(traces()).toEqual([]);
  });
});
