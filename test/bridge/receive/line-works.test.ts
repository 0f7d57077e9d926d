import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ja } from '../../../src/words/ja.ts';
import { ADMIN_BOT, ADMIN_SECRET, BRIDGE_BOT, BRIDGE_SECRET } from '../../helpers/company.ts';
import { textsOf } from '../../helpers/people.ts';
import {
  auditOf,
  inboxOf,
  originOf,
  postWorks,
  signed,
  worksTextEvent,
} from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const STALE_SECONDS = 120;

let world: World;
beforeEach(async () => {
  world = await startWorld({ environment: { WORKS_STALE_EVENT_SECONDS: String(STALE_SECONDS) } });
  await world.suzuki.commands('連携 有効');
  await world.suzuki.commands('メンバー 追加 田中');
  await world.lineUser('山田花子').says('トークID: tanaka');
});
afterEach(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const shownToHanako = () => world.lineUser('山田花子').received.map((bubble) => bubble.text);
const recorded = () => auditOf(world).filter((entry) => entry.action === 'event.record');

/** Tanaka's text in the room, as a body of this many seconds ago. */
const words = (text: string, fields: { ageSeconds?: number; domainId?: number } = {}) =>
  JSON.stringify(
    worksTextEvent({
      userId: world.tanaka.user.userId,
      channelId: room().channelId,
      text,
      at: world.clock.now() - (fields.ageSeconds ?? 0) * 1000,
      ...(fields.domainId === undefined ? {} : { domainId: fields.domainId }),
    }),
  );

async function post(body: string) {
  const { status } = await postWorks(originOf(world), body);
  await world.settle();
  return status;
}

describe('the same bytes again', () => {
  test('are acted on once, also after a restart', async () => {
    const body = words('一度だけ');
    expect(await post(body)).toBe(200);
    expect(await post(body)).toBe(200);
    await Promise.all(Array.from({ length: 8 }, () => postWorks(originOf(world), body)));
    await world.restart();
    expect(await post(body)).toBe(200);
    expect(shownToHanako().filter((text) => text === '一度だけ')).toHaveLength(1);
    expect(auditOf(world).filter((entry) => entry.text === '一度だけ')).toHaveLength(1);
  });

  test('a member may write the same words twice', async () => {
    await world.tanaka.says('山田花子', 'はい');
    await world.tanaka.says('山田花子', 'はい');
    expect(shownToHanako().slice(-2)).toEqual(['はい', 'はい']);
  });
});

test('an event of another domain: 200, recorded, not acted on', async () => {
  const before = shownToHanako();
  expect(await post(words('よそ者', { domainId: 400000002 }))).toBe(200);
  expect(shownToHanako()).toEqual(before);
  expect(inboxOf(world).at(-1)).toMatchObject({ verdict: 'not-ours', state: 'done' });
  expect(recorded().at(-1)).toMatchObject({ reason: 'not-ours', text: null });
});

describe('odd events', () => {
  test.each<[string, Record<string, unknown>]>([
    ['empty', {}],
    ['type is no text', { type: 7, source: 3 }],
    ['unknown type', { type: 'telepathy', source: { userId: 'x', domainId: 400000001 } }],
    ['message of nobody', { type: 'message', content: { type: 'text', text: '誰' } }],
    ['message without content', { type: 'message', source: { userId: 'somebody' } }],
    [
      'unknown content',
      { type: 'message', source: { userId: 'a' }, content: { type: 'hologram' } },
    ],
    ['no such time', { type: 'message', issuedTime: 'yesterday', source: { userId: 'a' } }],
    ['joined nobody', { type: 'joined', members: 'all', source: { channelId: 'c' } }],
    ['left a room we do not know', { type: 'left', members: ['a'], source: { channelId: 'c' } }],
  ])('%s: 200, kept, and later events are unharmed', async (_, odd) => {
    const body = JSON.stringify(odd);
    expect(await post(body)).toBe(200);
    expect(inboxOf(world).filter((row) => row.body === body)).toHaveLength(1);
    await world.tanaka.says('山田花子', 'その後');
    expect(shownToHanako().at(-1)).toBe('その後');
    await world.later(60_000);
    expect(inboxOf(world).filter((row) => row.state !== 'done')).toEqual([]);
  });

  test('an event too deep to be written out again', async () => {
    const deep = `{"type":"message","deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(await post(deep)).toBe(200);
    await world.tanaka.says('山田花子', 'その後');
    expect(shownToHanako().at(-1)).toBe('その後');
    expect(inboxOf(world).filter((row) => row.state !== 'done')).toEqual([]);
  });
});

describe('an event that comes too late', () => {
  const alarms = () => world.suzuki.answers.filter((text) => text === ja.admin.staleAlarm).length;
  const late = (n: number) => words(`遅い ${n}`, { ageSeconds: STALE_SECONDS + n });

  test('is recorded as stale, not relayed, and its sender is told in the room', async () => {
    const before = shownToHanako();
    expect(await post(late(1))).toBe(200);
    expect(shownToHanako()).toEqual(before);
    expect(inboxOf(world).at(-1)).toMatchObject({ verdict: 'stale', state: 'done' });
    expect(recorded().at(-1)).toMatchObject({
      reason: 'stale',
      memberId: world.tanaka.user.userId,
      text: null,
    });
    expect(textsOf(room()).at(-1)).toBe(`${ja.room.noticeHead}${ja.room.stale}`);
    await world.tanaka.says('山田花子', '送り直し');
    expect(shownToHanako().at(-1)).toBe('送り直し');
  });

  test('is in time just within the term', async () => {
    expect(await post(words('間に合う', { ageSeconds: STALE_SECONDS }))).toBe(200);
    expect(shownToHanako().at(-1)).toBe('間に合う');
  });

  test('a command that comes too late is not run', async () => {
    const body = JSON.stringify(
      worksTextEvent({
        userId: world.suzuki.user.userId,
        text: '連携 無効',
        at: world.clock.now() - 3_600_000,
      }),
    );
    const { status } = await postWorks(originOf(world), body, {
      botId: ADMIN_BOT,
      secret: ADMIN_SECRET,
    });
    await world.settle();
    expect(status).toBe(200);
    expect(world.suzuki.lastAnswer).toBe(ja.room.stale);
  });

  test('three in a row alarm the administrator, once', async () => {
    await post(late(1));
    await post(late(2));
    expect(alarms()).toBe(0);
    await post(late(3));
    expect(alarms()).toBe(1);
    await post(late(4));
    await post(late(5));
    expect(alarms()).toBe(1);
  });

  test('starts its count again after one in time', async () => {
    await post(late(1));
    await post(late(2));
    await world.tanaka.says('山田花子', '今');
    await post(late(3));
    await post(late(4));
    expect(alarms()).toBe(0);
    await post(late(5));
    expect(alarms()).toBe(1);
  });

  test.each([3, 6])('%s in one commit are one alarm', async (howMany) => {
    const bodies = Array.from({ length: howMany }, (_, n) => late(n + 1));
    // Straight into the app: all of them arrive before the first is relayed.
    const answers = bodies.map((body) =>
      world.bridge.workspace.app.request('/works/callback', {
        method: 'POST',
        body,
        headers: { 'x-works-botid': BRIDGE_BOT, 'x-works-signature': signed(BRIDGE_SECRET, body) },
      }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(bodies.map(() => 200));
    await world.settle();
    expect(alarms()).toBe(1);
  });
});
