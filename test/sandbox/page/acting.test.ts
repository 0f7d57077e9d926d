import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { botSays, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
beforeEach(async () => {
  theatre = await openTheatre();
});
afterEach(() => theatre.stop());

const text = (value: string) => ({ type: 'text', text: value });

describe('the phone', () => {
  test('a LINE user’s text goes out as a signed webhook and shows in the chat', async () => {
    const { phone } = await theatre.state();
    const answer = await theatre.post('/line/says', { user: phone.user, text: 'こんにちは' });

    expect(await answer.json()).toEqual({ status: 200 });
    expect(theatre.deliveries).toHaveLength(1);
    expect(theatre.deliveries[0]).toMatchObject({ path: '/line/webhook', signed: true });
    expect(theatre.deliveries[0]?.body).toContain('こんにちは');
    const after = await theatre.state();
    expect(after.phone.bubbles.map((bubble) => bubble.text)).toEqual(['こんにちは']);
  });

  test('friend, block, sticker, file and unsend are events of the platform', async () => {
    const { phone } = await theatre.state();
    const { user } = phone;
    await theatre.post('/line/friend', { user, action: 'follow' });
    const sticker = { user, packageId: '446', stickerId: '1988', keywords: ['うれしい'] };
    await theatre.post('/line/sticker', sticker);
    const file = { name: 'a.png', type: 'image/png', bytes: 'iVBORw0KGgo=' };
    await theatre.post('/line/files', { user, files: [file] });
    const [, picture] = (await theatre.state()).phone.bubbles;
    await theatre.post('/line/unsend', { user, bubble: picture?.id });
    await theatre.post('/line/friend', { user, action: 'block' });

    const types = theatre.deliveries.map(({ body }) => JSON.parse(body).events[0].type);
    expect(types).toEqual(['follow', 'message', 'message', 'unsend', 'unfollow']);
    const after = await theatre.state();
    expect(after.users[0]).toMatchObject({ friend: false, blocked: true });
    expect(after.phone.bubbles[1]).toMatchObject({ unsent: true });
  });

  test('a refusal of the platform is said, not swallowed', async () => {
    const { phone } = await theatre.state();
    await theatre.post('/line/friend', { user: phone.user, action: 'follow' });
    await theatre.post('/line/friend', { user: phone.user, action: 'block' });
    const answer = await theatre.post('/line/says', { user: phone.user, text: 'もしもし' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ error: expect.stringContaining('blocked') });
  });
});

describe('LINE WORKS', () => {
  test('the administrator writes to the admin bot in its 1:1 room', async () => {
    const { admin } = await theatre.state();
    expect(admin.room.title).toBe('LINE連携 管理');
    const wish = { member: admin.member, room: admin.room.id, text: 'ヘルプ' };
    expect(await (await theatre.post('/works/says', wish)).json()).toEqual({ status: 200 });

    const message = theatre.deliveries.at(-1);
    expect(message).toMatchObject({ path: '/works/callback', botId: '6000002', signed: true });
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ content: text('ヘルプ') });
  });

  test('a button keeps its meaning under a newer one of the same label', async () => {
    const ask = (postback: string) => ({
      type: 'button_template',
      contentText: '本当に実行しますか。',
      actions: [{ type: 'message', label: '実行する', postback }],
    });
    expect(await botSays(theatre, 'tanaka@midori', ask('old'))).toBe(201);
    expect(await botSays(theatre, 'tanaka@midori', ask('new'))).toBe(201);
    const { works } = await theatre.state();
    const [old] = works.room.bubbles;
    const tap = { member: works.member, room: works.room.id, bubble: old?.id, button: 0 };
    await theatre.post('/works/tap', tap);
    const { content } = JSON.parse(theatre.deliveries.at(-1)?.body ?? '');
    expect(content).toEqual({ ...text('実行する'), postback: 'old' });
  });

  test('a member whose bot sent an invite link can be added from the phone', async () => {
    expect((await theatre.state()).invitations).toEqual([]);
    const link = `https://line.me/R/oaMessage/%40270mdork/?${encodeURIComponent('トークID: tanaka')}`;
    await botSays(theatre, 'tanaka@midori', text(`招待リンク: ${link}\nお伝えください。`));
    const { invitations } = await theatre.state();
    expect(invitations).toMatchObject([{ name: '田中 美咲', text: 'トークID: tanaka' }]);
    // The link goes off: the old invite link still stands in her chat.
    theatre.invitable.splice(0);
    expect((await theatre.state()).invitations).toEqual([]);
  });

  test('a member’s upload is never served as a page', async () => {
    const { works } = await theatre.state();
    const bytes = Buffer.from('<script>alert(1)</script>').toString('base64');
    const file = { name: 'x.html', type: 'text/html', bytes };
    await theatre.post('/works/files', {
      member: works.member,
      room: works.room.id,
      files: [file],
    });
    const { content } = JSON.parse(theatre.deliveries.at(-1)?.body ?? '');
    const answer = await theatre.get(`/works-file?id=${encodeURIComponent(content.fileId)}`);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
  });
});
