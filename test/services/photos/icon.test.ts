import { readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const photoOf = (background: string, width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** Loads an address given to LINE, as a phone would through PUBLIC_URL. */
const load = (url: string, init: RequestInit = {}) => {
  const { pathname } = new URL(url);
  return fetch(`http://127.0.0.1:${world.bridge.port}${pathname}`, init);
};

const iconUrl = () => hanako.lastReceived?.senderIconUrl ?? '';
const photoCalls = () => world.works.calls.filter((call) => call.api === 'photo-download').length;

async function startTalk(photo: Uint8Array | null): Promise<void> {
  world = await startWorld();
  if (photo !== null) world.works.member('tanaka@midori').update({ photo });
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka');
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
}

describe('a member with a photo', () => {
  beforeEach(async () => startTalk(await photoOf('#ff0000')));

  test('speaks under it, as a square PNG that the phone can load', async () => {
    await world.tanaka.says('山田花子', 'こんにちは');
    const answer = await load(iconUrl());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toContain('max-age=');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { format, width, height } = await sharp(bytes).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 256, height: 256 });
    expect(iconUrl().length).toBeLessThan(2000);
    expect(iconUrl()).not.toContain(world.tanaka.user.userId);
  });

  test('has it on the greeting, too', () => {
    expect(hanako.lastReceived?.text).toContain('田中 花です');
    expect(iconUrl()).toContain('/media/');
  });

  test('HEAD answers the same without the picture', async () => {
    const answer = await load(iconUrl(), { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100);
    expect((await answer.arrayBuffer()).byteLength).toBe(0);
  });

  test('an altered address leads nowhere', async () => {
    const [, , token = ''] = new URL(iconUrl()).pathname.split('/');
    const origin = new URL(iconUrl()).origin;
    const other = token.endsWith('A') ? 'B' : 'A';
    for (const path of [
      `/media/${token.slice(0, -1)}${other}/photo.png`,
      `/media/${token}/photo.html`,
      `/media/${token}x/photo.png`,
      '/media/photo-x/photo.png',
    ]) {
      const answer = await load(`${origin}${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const posted = await load(iconUrl(), { method: 'POST' });
    expect([404, 405]).toContain(posted.status);
  });

  test('the address ends after MEDIA_LINK_DAYS, and messages after that carry a new one', async () => {
    const old = iconUrl();
    // LINE drops messages to a user who is not a friend and has long been silent.
    await hanako.follows();
    await world.later(32 * DAY_MS);
    expect((await load(old)).status).toBe(404);
    await world.tanaka.says('山田花子', 'お久しぶりです');
    expect(iconUrl()).not.toBe(old);
    expect((await load(iconUrl())).status).toBe(200);
  });

  test('one address serves many messages', async () => {
    await world.tanaka.says('山田花子', '一つ目');
    const first = iconUrl();
    await world.later(5 * 60_000);
    await world.tanaka.says('山田花子', '二つ目');
    expect(iconUrl()).toBe(first);
  });

  test('the photo is checked once a day; the icon is made again after a change', async () => {
    const before = iconUrl();
    const [calls] = [photoCalls()];
    await world.later(12 * HOUR_MS);
    expect(photoCalls()).toBe(calls);
    await world.later(13 * HOUR_MS);
    expect(photoCalls()).toBe(calls + 1);
    await world.tanaka.says('山田花子', '同じ顔');
    expect(pictureOf(iconUrl())).toBe(pictureOf(before));
    world.works.member('tanaka@midori').update({ photo: await photoOf('#0000ff') });
    await world.later(25 * HOUR_MS);
    await world.tanaka.says('山田花子', '新しい顔');
    expect(pictureOf(iconUrl())).not.toBe(pictureOf(before));
    expect((await load(iconUrl())).status).toBe(200);
    // An icon no longer shown is not kept.
    expect((await load(before)).status).toBe(404);
  });

  test('the icon goes with a removed photo', async () => {
    world.works.member('tanaka@midori').update({ photo: null });
    await world.later(25 * HOUR_MS);
    await world.tanaka.says('山田花子', '顔なし');
    expect(hanako.lastReceived?.text).toBe('顔なし');
    expect(hanako.lastReceived?.senderIconUrl).toBeNull();
  });

  test('addresses stay good over a restart: the key is kept', async () => {
    const url = iconUrl();
    await world.restart();
    expect((await load(url)).status).toBe(200);
  });

  test('a removed member leaves no photo behind', async () => {
    const url = iconUrl();
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await world.later(2 * HOUR_MS);
    expect((await load(url)).status).toBe(404);
  });
});

/** The part of an address that names the picture. */
const pictureOf = (url: string) => new URL(url).pathname.split('/')[2]?.split('.')[0];

describe('an icon never costs a message', () => {
  beforeEach(async () => startTalk(await photoOf('#00ff00')));

  const refuseIcons = (times: number) =>
    world.line.faults.failNext({
      api: 'push',
      times,
      status: 400,
      match: (body) => JSON.stringify(body).includes('iconUrl'),
    });

  test('LINE refuses the request with it: the same words go without it', async () => {
    // The reply token has expired: the answer is pushed.
    await world.later(HOUR_MS);
    refuseIcons(9);
    await world.tanaka.says('山田花子', '大事な話');
    expect(hanako.lastReceived?.text).toBe('大事な話');
    expect(hanako.lastReceived?.senderName).toContain('田中');
    expect(hanako.lastReceived?.senderIconUrl).toBeNull();
    expect(hanako.received.filter((bubble) => bubble.text === '大事な話')).toHaveLength(1);
  });

  test('one bad message in the request is still told apart from the others', async () => {
    await world.later(HOUR_MS);
    world.line.faults.failNext({
      api: 'push',
      times: 9,
      status: 400,
      match: (body) => JSON.stringify(body).includes('駄目'),
    });
    const room = world.tanaka.room('山田花子');
    await Promise.all([room.says('良い'), room.says('駄目'), room.says('これも良い')]);
    await world.settle();
    await world.later(60_000);
    const texts = hanako.received.map((bubble) => bubble.text);
    expect(texts).toContain('良い');
    expect(texts).toContain('これも良い');
    expect(texts).not.toContain('駄目');
  });

  test('the next message carries it again', async () => {
    await world.later(HOUR_MS);
    refuseIcons(1);
    await world.tanaka.says('山田花子', '一つ目');
    await world.tanaka.says('山田花子', '二つ目');
    expect(hanako.received.slice(-2).map((bubble) => bubble.text)).toEqual(['一つ目', '二つ目']);
    expect(iconUrl()).toContain('/media/');
  });
});

describe('no photo', () => {
  test('a member without one speaks by name alone', async () => {
    await startTalk(null);
    await world.tanaka.says('山田花子', 'こんにちは');
    expect(hanako.lastReceived?.senderName).toContain('田中');
    expect(hanako.lastReceived?.senderIconUrl).toBeNull();
  });

  test('a file that is no picture is not tried again until it changes', async () => {
    await startTalk(new TextEncoder().encode('<html>not a picture</html>'));
    expect(hanako.lastReceived?.senderIconUrl).toBeNull();
    world.works.member('tanaka@midori').update({ photo: await photoOf('#123456') });
    await world.later(25 * HOUR_MS);
    await world.tanaka.says('山田花子', 'こんにちは');
    expect(iconUrl()).toContain('/media/');
  });

  test('a failed download is tried again; other members do not wait for it', async () => {
    world = await startWorld();
    for (const account of ['tanaka@midori', 'sato@midori']) {
      world.works.member(account).update({ photo: await photoOf('#654321') });
    }
    const { userId } = world.tanaka.user;
    world.works.faults.failNext({
      api: 'user-photo',
      times: 3,
      status: 500,
      match: (call) => call.path.includes(userId),
    });
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka sato');
    for (let minute = 0; minute < 3; minute += 1) await world.later(61_000);
    await world.suzuki.commands('member list');
    const list = () => JSON.stringify(world.suzuki.adminRoom.messages.at(-1)?.content);
    expect(list().match(/\/media\//g)).toHaveLength(1);
    for (let hour = 0; hour < 5; hour += 1) await world.later(HOUR_MS + 61_000);
    await world.suzuki.commands('member list');
    expect(list().match(/\/media\//g)).toHaveLength(2);
  });
});

test('the key of the links is made once, for this user of the machine only', async () => {
  world = await startLinkedWorld();
  const path = `${world.folder}/secret.key`;
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const key = readFileSync(path, 'utf8');
  expect(key.trim().length).toBeGreaterThanOrEqual(40);
  await world.restart();
  expect(readFileSync(path, 'utf8')).toBe(key);
});
