import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf, inboxOf, originOf, postLine, someEventId } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/* Values that platforms would not send, from the webhook to the other side. */

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(1000);
});
afterEach(() => world.stop());

const DAY_MS = 24 * 60 * 60 * 1000;
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const failures = () => auditOf(world).filter((entry) => entry.action === 'event.fail');

/** Posts an event of hanako's as given. */
async function posts(event: object): Promise<void> {
  const whole = {
    mode: 'active',
    timestamp: world.clock.now(),
    source: { type: 'user', userId: hanako.user.userId },
    webhookEventId: someEventId(),
    deliveryContext: { isRedelivery: false },
    ...event,
  };
  const body = JSON.stringify({ destination: world.line.account(OA).botUserId, events: [whole] });
  expect((await postLine(originOf(world), body)).status).toBe(200);
  await world.settle();
}

test.each([1707.5, 2 ** 53, 1e300, -1, '60000', null])(
  'a film of %j ms reaches the room without a fault',
  async (duration) => {
    const bytes = new Uint8Array(3000).fill(7);
    await hanako.user.sendsContent('video', { bytes, contentType: 'video/mp4' }, { oa: OA });
    await world.settle();
    const shown = roomTexts();
    const sent = inboxOf(world).at(-1);
    const { message } = JSON.parse(sent?.body ?? '{}');
    await posts({ type: 'message', message: { ...message, duration } });
    await world.later(1000);
    expect(inboxOf(world).at(-1)).toMatchObject({ state: 'done', result: 'relay' });
    expect(failures()).toEqual([]);
    expect(roomTexts()).toEqual([...shown, shown.at(-1)]);
  },
);

test('ids as long as a page reach no address and no room, and the words beside them do', async () => {
  const long = '9'.repeat(3000);
  await posts({ type: 'message', message: { id: long, type: 'image' }, replyToken: long });
  await posts({ type: 'message', message: { id: long, type: 'text', text: '言葉' } });
  await posts({ type: 'unsend', unsend: { messageId: long } });
  await posts({ type: 'message', source: { type: 'group', groupId: long }, message: {} });
  await posts({ type: 'message', source: { type: 'user', userId: long }, message: { id: '1' } });
  await world.later(60_000);
  expect(roomTexts().at(-1)).toContain('言葉');
  expect(world.line.calls.filter(({ path }) => path.includes('999999'))).toEqual([]);
  expect(failures()).toEqual([]);
});

test('a block dated in a far year ends with the next follow, and a far follow hides no block', async () => {
  const far = Date.UTC(2361, 0, 1);
  await posts({ type: 'unfollow', timestamp: far });
  expect(roomTexts().at(-1)).toContain('ブロック');
  await world.later(DAY_MS);
  await posts({ type: 'follow', timestamp: far });
  await world.tanaka.says('山田花子', 'お久しぶりです');
  expect(hanako.lastReceived?.text).toBe('お久しぶりです');
  await world.later(DAY_MS);
  await hanako.blocks();
  expect(roomTexts().at(-1)).toContain('ブロック');
});

test('a message dated in a far year hides no later block', async () => {
  const message = { id: '500000000000001', type: 'text', text: '未来から' };
  await posts({ type: 'message', timestamp: Date.UTC(2361, 0, 1), message });
  expect(roomTexts().at(-1)).toBe('未来から');
  await world.later(DAY_MS);
  await hanako.blocks();
  expect(roomTexts().at(-1)).toContain('ブロック');
});

test('lone surrogates leave the chain of the audit log whole', async () => {
  const text = 'a\ud83d \ude00b';
  await posts({ type: 'message', message: { id: '500000000000003', type: 'text', text } });
  await posts({
    type: 'message',
    message: { id: '500000000000004', type: 'location', title: text, latitude: 1, longitude: 1 },
  });
  await posts({ type: `x${text}` });
  expect(verifyChain(world.bridge.workspace.context.db)).toMatchObject({ ok: true });
});
