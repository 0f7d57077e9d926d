import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTheatre, type Theatre, worksToken } from './theatre.ts';

/** Every kind that a person can send from the page. */

let theatre: Theatre;
beforeEach(async () => {
  theatre = await openTheatre();
});
afterEach(() => theatre.stop());

type Wire = Readonly<Record<string, unknown>>;
/** The messages the bridge heard of, with LINE's own ids left out. */
const heard = (): Wire[] =>
  theatre.deliveries
    .flatMap(({ body }) => JSON.parse(body).events as { message?: Wire }[])
    .flatMap(({ message }) => (message === undefined ? [] : [message]));

async function wish(path: string, fields: object): Promise<void> {
  const answer = await theatre.post(path, fields);
  expect(await answer.json()).toEqual({ status: 200 });
}

describe('the phone sends', () => {
  const line = async (path: string, fields: object) => {
    const { phone } = await theatre.state();
    await wish(`/line/${path}`, { user: phone.user, ...fields });
  };

  test('LINE emoji and a mention, where they stand in UTF-16', async () => {
    const text = '🌸(love) @みどり工務店 (love)';
    await line('says', { text, marked: true });
    await line('says', { text });
    const [marked, plain] = heard();
    expect(marked?.emojis).toMatchObject([
      { index: 2, length: 6, emojiId: '001' },
      { index: 17, length: 6, emojiId: '001' },
    ]);
    expect(marked?.mention).toMatchObject({ mentionees: [{ index: 9, length: 7, isSelf: true }] });
    expect(Object.keys(plain ?? {})).not.toContain('emojis');
  });

  test('a place, with a name and without one', async () => {
    const spot = { title: '現場', address: '札幌市', latitude: 43, longitude: 141 };
    await line('place', { spot });
    await line('place', { spot: { ...spot, title: '' } });
    expect(heard()).toMatchObject([{ type: 'location', ...spot }, { address: '札幌市' }]);
    expect(heard()[1]).not.toHaveProperty('title');
  });

  test('three photos as one set, whose events do not come in its order', async () => {
    await line('sample', { sample: 'photos' });
    const sets = heard().map(({ imageSet }) => imageSet as { id: string; index: number });
    expect(sets.map(({ index }) => index)).toEqual([3, 2, 1]);
    expect(new Set(sets.map(({ id }) => id)).size).toBe(1);
  });

  test('samples of film, sound and document', async () => {
    for (const sample of ['video', 'audio', 'pdf', 'empty']) await line('sample', { sample });
    expect(heard()).toMatchObject([
      { type: 'video', duration: 2955 },
      { type: 'audio', duration: 3019 },
      { type: 'file', fileName: 'お見積書 2026年11月.pdf' },
      { type: 'file', fileSize: 0 },
    ]);
  });

  test('a picture as a mere file', async () => {
    const file = { name: 'a.png', type: 'image/png', bytes: 'iVBORw0KGgo=' };
    await line('files', { files: [file], plain: true });
    expect(heard()).toMatchObject([{ type: 'file', fileName: 'a.png', fileSize: 8 }]);
  });

  test('an unknown kind, and a picture that LINE does not keep', async () => {
    await line('oddity', { key: 'unknown' });
    await line('oddity', { key: 'external' });
    expect(heard()).toMatchObject([
      { type: 'gift' },
      { type: 'image', contentProvider: { type: 'external' } },
    ]);
    const { phone } = await theatre.state();
    expect(phone.bubbles[1]).toMatchObject({ image: null, link: null });
  });

  test.each([
    ['ready', 200],
    ['preparing', 202],
    ['unprepared', 202],
    ['deleted', 404],
    ['gone', 410],
  ])('content that is %s answers %i', async (fate, status) => {
    await line('sample', { sample: 'photo', fate });
    const { environment } = theatre.sandbox;
    const answer = await fetch(
      `${environment.LINE_DATA_API_BASE_URL}/v2/bot/message/${heard()[0]?.id}/content`,
      { headers: { authorization: `Bearer ${await lineToken()}` } },
    );
    expect(answer.status).toBe(status);
    const { phone } = await theatre.state();
    expect((await theatre.get(phone.bubbles[0]?.link ?? '')).status).toBe(200);
  });

  async function lineToken(): Promise<string> {
    const { environment } = theatre.sandbox;
    const answer = await fetch(`${environment.LINE_API_BASE_URL}/oauth2/v3/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: environment.LINE_CHANNEL_ID ?? '',
        client_secret: environment.LINE_CHANNEL_SECRET ?? '',
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
});

describe('the member', () => {
  const types = () =>
    theatre.deliveries.map(({ body }) => {
      const { type, content } = JSON.parse(body);
      return type === 'message' ? content.type : type;
    });
  const botRoom = () => {
    const { works, environment } = theatre.sandbox;
    const member = works.member('tanaka@midori');
    const room = member.directRoom(environment.WORKS_BOT_ID ?? '');
    return { member: member.userId, room: room.channelId ?? '' };
  };

  test('sends several files, one message each, and a place without a name', async () => {
    const place = botRoom();
    await wish('/works/sample', { ...place, sample: 'photos' });
    for (const sample of ['video', 'audio', 'pdf']) {
      await wish('/works/sample', { ...place, sample });
    }
    const spot = { title: '現場', address: '札幌市', latitude: 43, longitude: 141 };
    await wish('/works/place', { ...place, spot });
    expect(types()).toEqual([
      'begin',
      ...['image', 'image', 'image', 'video', 'audio', 'file', 'location'],
    ]);
    expect(JSON.parse(theatre.deliveries.at(-1)?.body ?? '').content).not.toHaveProperty('title');
  });

  test('invites a colleague, puts the bot out, asks it back, and leaves', async () => {
    const { works, environment } = theatre.sandbox;
    const tanaka = works.member('tanaka@midori');
    const colleague = works.member('suzuki@midori').userId;
    const channel = await roomOfBot(tanaka.userId);
    const place = { member: tanaka.userId, room: channel };
    theatre.deliveries.length = 0;
    await wish('/works/invite', { ...place, colleague });
    await wish('/works/bot', { ...place, present: false });
    await wish('/works/bot', { ...place, present: true });
    await wish('/works/leave', place);
    expect(types()).toEqual(['joined', 'leave', 'join', 'left']);
    expect(tanaka.rooms(environment.WORKS_BOT_ID)).toEqual([]);
  });

  async function roomOfBot(member: string): Promise<string> {
    const { environment: env } = theatre.sandbox;
    const answer = await fetch(`${env.WORKS_API_BASE_URL}/bots/${env.WORKS_BOT_ID}/channels`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await worksToken(env)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ members: [member], title: '山田 太郎' }),
    });
    await theatre.sandbox.works.quiet();
    return ((await answer.json()) as { channelId: string }).channelId;
  }
});
