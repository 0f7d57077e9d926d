import { expect, test } from 'vitest';
import { BOT_ID, type Stage, said, stage } from './harness.ts';

async function on(run: (s: Stage) => Promise<void>, options = {}): Promise<void> {
  const s = await stage(options);
  try {
    await run(s);
  } finally {
    await s.stop();
  }
}

const create = (s: Stage, body: object) => s.call('POST', `/bots/${BOT_ID}/channels`, body);

test('create, get, members, leave', () =>
  on(async (s) => {
    const made = await create(s, { members: [s.tanaka.userId, s.suzuki.userId], title: 'r' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ channelId: expect.any(String), title: 'r' });
    const path = `/bots/${BOT_ID}/channels/${made.body.channelId}`;
    expect((await s.call('GET', path)).body).toEqual({
      domainId: 400000001,
      channelId: made.body.channelId,
      title: 'r',
      channelType: { type: 'MULTI_USERS', orgUnitId: null, groupId: null },
    });
    const page = await s.call('GET', `${path}/members?count=1`);
    expect(page.body).toMatchObject({ members: [s.tanaka.userId] });
    expect(page.body.responseMetaData).not.toEqual({ nextCursor: '' });
    expect((await s.call('DELETE', path)).status).toBe(204);
    await s.platform.quiet();
    expect(s.hook.types()).toEqual(['join', 'joined', 'leave']);
    expect((await s.call('DELETE', path)).status).toBe(403);
    expect(s.tanaka.room('r').botPresent).toBe(false);
  }));

test('each call makes a new room; newest first', () =>
  on(async (s) => {
    for (const title of ['a', 'b', 'a']) await create(s, { members: [s.tanaka.userId], title });
    expect(s.tanaka.rooms(BOT_ID).map((r) => r.title)).toEqual(['a', 'b', 'a']);
    expect(s.tanaka.rooms('other')).toEqual([]);
    expect(s.tanaka.room('a').channelId).toBe(s.tanaka.rooms()[0]?.channelId);
  }));

test('requests that are refused', () =>
  on(async (s) => {
    const { userId } = s.tanaka;
    const status = async (body: object) => (await create(s, body)).status;
    expect(await status({ members: [], title: 'r' })).toBe(400);
    expect(await status({ members: [userId, userId], title: 'r' })).toBe(400);
    expect(await status({ members: [userId] })).toBe(400);
    expect(await status({ members: [userId], title: '' })).toBe(400);
    expect(await status({ members: [userId], title: 'r', extra: 1 })).toBe(400);
    expect(
      await status({ members: Array.from({ length: 101 }, (_, i) => `${i}`), title: 'r' }),
    ).toBe(400);
    expect(await status({ members: ['nobody'], title: 'r' })).toBe(404);
    expect(await status({ members: [userId], title: 'x'.repeat(1000) })).toBe(201);
    expect(await status({ members: [userId], title: 'x'.repeat(1001) })).toBe(400);
    expect((await s.call('GET', `/bots/${BOT_ID}/channels/nothing`)).status).toBe(404);
    expect((await s.call('GET', '/bots/999/channels/nothing')).status).toBe(404);
  }));

test('ten rooms a minute', () =>
  on(async (s) => {
    const room = { members: [s.tanaka.userId], title: 'r' };
    for (let i = 0; i < 10; i++) expect((await create(s, room)).status).toBe(201);
    const refused = await create(s, room);
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      code: 'TOO_MANY_REQUESTS',
      description: 'API rate limit exceeded',
    });
    expect(refused.headers.get('ratelimit-limit')).toBe('10');
    s.clock.forward(60_000);
    expect((await create(s, room)).status).toBe(201);
  }));

test('single-user: one member gets their 1:1 room', () =>
  on(
    async (s) => {
      const room = { members: [s.tanaka.userId], title: 'r' };
      const first = await create(s, room);
      expect((await create(s, room)).body).toEqual(first.body);
      const path = `/bots/${BOT_ID}/channels/${first.body.channelId}`;
      expect((await s.call('GET', path)).body).toMatchObject({
        channelType: { type: 'SINGLE_USER' },
      });
      await s.platform.quiet();
      expect(s.hook.types()).toEqual(['begin']);
      expect(s.tanaka.directRoom(BOT_ID).channelId).toBe(first.body.channelId);
    },
    { roomBehaviour: 'single-user' },
  ));

test('refuse: one member is 403, two are a room', () =>
  on(async (s) => {
    s.platform.setRoomBehaviour('refuse');
    expect((await create(s, { members: [s.tanaka.userId], title: 'r' })).status).toBe(403);
    const two = [s.tanaka.userId, s.suzuki.userId];
    expect((await create(s, { members: two, title: 'r' })).status).toBe(201);
  }));

test('members it is not released to, and deleted ones, are refused', () =>
  on(async (s) => {
    s.bot.limitToMembers([s.suzuki.userId]);
    expect((await s.toTanaka(said('x'))).status).toBe(403);
    expect((await create(s, { members: [s.tanaka.userId], title: 'r' })).status).toBe(403);
    s.bot.limitToMembers(null);
    expect((await s.toTanaka(said('x'))).status).toBe(201);
    s.tanaka.remove();
    expect((await s.toTanaka(said('x'))).status).toBe(404);
  }));

test('a bot cannot write in another bot’s room', () =>
  on(async (s) => {
    s.platform.addBot({ botId: '7', botSecret: 'x', name: 'admin', callbackUrl: null });
    const channelId = await s.createRoom([s.tanaka.userId], 'r');
    const path = `/bots/7/channels/${channelId}/messages`;
    expect((await s.call('POST', path, { content: said('x') })).status).toBe(403);
  }));
