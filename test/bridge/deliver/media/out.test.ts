import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../../../src/store/audit/verify-log.ts';
import { changeFilePolicy } from '../../../../src/store/files/file-policy.ts';
import { auditContents, auditEntries, media as mediaTable } from '../../../../src/store/schema.ts';
import { tinyHeic } from '../../../helpers/heic.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { noise } from '../../../helpers/picture-tables.ts';
import { MP3_FRAME_MS, m4a, mp3, mp4, mp4With } from '../../../helpers/sounds.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

type Kind = 'image' | 'video' | 'audio' | 'file';

const room = () => world.tanaka.room('山田花子');
const db = () => world.bridge.workspace.context.db;

/** LINE WORKS' word on the type is never believed, so all are called the same. */
async function sends(kind: Kind, fileName: string, bytes: Uint8Array): Promise<void> {
  await room().sendsFile(kind, { bytes, fileName, contentType: 'application/octet-stream' });
  await world.settle();
}

interface Sent {
  readonly type: string;
  readonly originalContentUrl: string;
  readonly previewImageUrl: string;
  readonly duration: number;
  readonly text: string;
  readonly altText: string;
  readonly template: {
    readonly text: string;
    readonly actions: readonly { readonly uri: string }[];
  };
}

/** Guarantee: only of messages whose type the test has seen. */
const sent = (): Sent => hanako.lastReceived?.message as unknown as Sent;
const cardUrl = () => sent().template.actions[0]?.uri ?? '';

/** As a phone would, through PUBLIC_URL. */
const load = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, init);
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#08f' } });

describe('pictures', () => {
  test('a photo goes as it is, and is its own preview', async () => {
    const jpeg = await photo(640, 480).jpeg().toBuffer();
    await sends('image', 'IMG_0001.JPG', jpeg);
    expect(sent().type).toBe('image');
    expect(sent().previewImageUrl).toBe(sent().originalContentUrl);
    const { answer, bytes } = await load(sent().originalContentUrl);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(bytes.equals(jpeg)).toBe(true);
    expect(hanako.lastReceived?.senderName).toContain('田中');
  });

  test('a large photo goes as it is, with a preview of at most 1 MB', async () => {
    const jpeg = await noise(2600, 2000).jpeg({ quality: 80 }).toBuffer();
    expect(jpeg.byteLength).toBeGreaterThan(1_000_000);
    await sends('image', 'large.jpg', jpeg);
    const whole = await load(sent().originalContentUrl);
    expect(whole.bytes.equals(jpeg)).toBe(true);
    const small = await load(sent().previewImageUrl);
    expect(small.bytes.byteLength).toBeLessThanOrEqual(1_000_000);
    expect((await sharp(small.bytes).metadata()).format).toBe('jpeg');
  });

  test('a file over 10 MB never goes out as an image', async () => {
    const png = await noise(2200, 1700).png({ compressionLevel: 0 }).toBuffer();
    expect(png.byteLength).toBeGreaterThan(10_000_000);
    await sends('image', 'huge.png', png);
    expect(sent().type).toBe('image');
    const { answer, bytes } = await load(sent().originalContentUrl);
    expect(bytes.byteLength).toBeLessThanOrEqual(1_000_000);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
  });

  test.each([
    ['webp', () => photo(300, 200).webp().toBuffer()],
    ['gif', () => photo(300, 200).gif().toBuffer()],
    ['heic', async () => tinyHeic()],
  ])('a %s goes as a JPEG', async (extension, make) => {
    await sends('image', `photo.${extension}`, await make());
    expect(sent().type).toBe('image');
    const { answer, bytes } = await load(sent().originalContentUrl);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
  });

  test('a HEIC that cannot be decoded goes as a card', async () => {
    await sends('image', 'broken.heic', tinyHeic().subarray(0, 100));
    expect(sent().type).toBe('template');
  });
});

describe('films and sounds', () => {
  test('an mp4 goes as a video, with a preview picture', async () => {
    await sends('video', 'film.mp4', mp4(5000));
    expect(sent().type).toBe('video');
    const tile = await load(sent().previewImageUrl);
    expect((await sharp(tile.bytes).metadata()).format).toBe('png');
    const part = await load(sent().originalContentUrl, { headers: { range: 'bytes=0-99' } });
    expect(part.answer.status).toBe(206);
    expect(part.answer.headers.get('content-type')).toBe('video/mp4');
    expect(part.bytes.byteLength).toBe(100);
  });

  test.each([
    ['mp3', mp3(80), Math.round(80 * MP3_FRAME_MS)],
    ['m4a', m4a(2500), 2500],
  ])('the length of an %s is read from the file', async (extension, bytes, ms) => {
    await sends('audio', `voice.${extension}`, bytes);
    expect(sent()).toMatchObject({ type: 'audio' });
    expect(Math.abs(sent().duration - ms)).toBeLessThanOrEqual(1);
    expect((await load(sent().originalContentUrl)).bytes.equals(Buffer.from(bytes))).toBe(true);
  });

  // Android's recorder writes the brand of a film, and a length for the whole only.
  const voice = mp4With({ brand: 'mp42', movieMs: 3400, tracks: [{ handler: 'soun' }] });

  test.each<[Kind, string]>([
    ['audio', 'voice.m4a'],
    ['audio', 'voice.mp4'],
    ['file', 'voice.mp4'],
    ['video', 'voice.mp4'],
  ])('a voice message of the brand of a film is a sound: %s %s', async (kind, fileName) => {
    await sends(kind, fileName, voice);
    expect(sent()).toMatchObject({ type: 'audio', duration: 3400 });
    expect(new URL(sent().originalContentUrl).pathname).toMatch(/\/voice\.m4a$/);
    const { answer, bytes } = await load(sent().originalContentUrl);
    expect(answer.headers.get('content-type')).toBe('audio/mp4');
    expect(bytes.equals(Buffer.from(voice))).toBe(true);
  });

  test.each<[string, Uint8Array]>([
    [
      'voice.3gp',
      mp4With({ brand: '3gp4', movieMs: 900, tracks: [{ handler: 'soun', codec: 'samr' }] }),
    ],
    ['voice.amr', Buffer.from('#!AMR\n\x3c\x91\x17\x16\xbe\x66\x79\xe1', 'latin1')],
    ['voice.aac', Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc, 0x21, 0x00, 0x49])],
    ['voice.ogg', Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01`, 'latin1')],
  ])('what LINE cannot play goes as a card: %s', async (fileName, bytes) => {
    await sends('audio', fileName, bytes);
    expect(sent().type).toBe('template');
    expect(sent().template.text).toContain(fileName);
    expect((await load(cardUrl())).bytes.equals(Buffer.from(bytes))).toBe(true);
  });

  test('a sound of unknown length goes as a card', async () => {
    await sends('audio', 'cut.m4a', m4a(2500).subarray(0, 60));
    expect(sent().type).toBe('template');
  });
});

describe('files', () => {
  test('go as a card with name, size and link', async () => {
    const pdf = Buffer.from(`%PDF-1.7\n${'x'.repeat(2000)}`);
    await sends('file', '見積書.pdf', pdf);
    expect(sent()).toMatchObject({ type: 'template', template: { text: '見積書.pdf\n2.0 KB' } });
    expect(sent().altText).toContain('見積書.pdf');
    expect(cardUrl()).toContain('/media/');
    expect(cardUrl().length).toBeLessThanOrEqual(1000);
    const { answer, bytes } = await load(cardUrl());
    expect(bytes.equals(pdf)).toBe(true);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('見積書.pdf'));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each<[string, Kind, string, Uint8Array]>([
    ['a zip named .jpg', 'image', 'photo.jpg', Buffer.from('PK\x03\x04 and the rest of it')],
    ['an SVG', 'image', 'logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'an SVG named .png',
      'image',
      'a.png',
      Buffer.from('<?xml version="1.0"?><svg onload="x()"/>'),
    ],
    ['a page', 'file', 'a.html', Buffer.from('<html><script>alert(1)</script>')],
    ['a PDF that poses as a page', 'file', 'a.html', Buffer.from('%PDF-1.7\n<html><script>')],
    ['a page named .mp4', 'video', 'a.mp4', Buffer.from('<html><script>alert(1)</script>')],
    ['a file of no bytes', 'file', 'empty.txt', new Uint8Array()],
  ])('%s is saved, never shown', async (_, kind, name, bytes) => {
    await sends(kind, name, bytes);
    expect(sent().type).toBe('template');
    const { answer, bytes: got } = await load(cardUrl());
    expect(got.equals(Buffer.from(bytes))).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('a photo that poses as a page is saved, too', async () => {
    await sends('image', 'photo.html', await photo(10, 10).jpeg().toBuffer());
    expect(sent().type).toBe('template');
    const { answer } = await load(cardUrl());
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  test('a name of 300 characters with a path, an override and a NUL is made harmless', async () => {
    const name = `../../etc/\u202Egpj.\u0000${'あ'.repeat(300)}.pdf`;
    await sends('file', name, Buffer.from('%PDF-1.7\n'));
    const shown = sent().template.text;
    for (const sign of ['\u202E', '\u0000', '/', '\\', '..']) expect(shown).not.toContain(sign);
    expect(shown).toContain('.pdf');
    expect(cardUrl().length).toBeLessThanOrEqual(1000);
    expect((await load(cardUrl())).answer.status).toBe(200);
    for (const row of db().select().from(mediaTable).all()) {
      expect(row.fileName?.length).toBeLessThanOrEqual(100);
    }
  });

  test('a link with an altered token leads nowhere', async () => {
    await sends('file', 'a.pdf', Buffer.from('%PDF-1.7\n'));
    const url = new URL(cardUrl());
    const [, , token = '', name] = url.pathname.split('/');
    const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await load(`${url.origin}/media/${changed}/${name}`)).answer.status).toBe(404);
  });
});

describe('the way of files', () => {
  test('words and files keep their order, and go in one request where they can', async () => {
    await room().says('写真を送ります');
    await room().sendsFile('image', {
      bytes: await photo(10, 10).png().toBuffer(),
      fileName: 'a.png',
      contentType: 'image/png',
    });
    await room().says('以上です');
    await world.settle();
    const types = hanako.received.slice(-3).map((bubble) => bubble.message?.type);
    expect(types).toEqual(['text', 'image', 'text']);
  });

  test('name and SHA-256 stand in the erasable part of the log, and the chain verifies', async () => {
    const bytes = Buffer.from('%PDF-1.7\n記録');
    await sends('file', '契約書.pdf', bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const contents = db().select().from(auditContents).all();
    expect(contents.some((row) => row.text.includes('契約書.pdf'))).toBe(true);
    expect(contents.some((row) => row.text.includes(sha256))).toBe(true);
    expect(JSON.stringify(db().select().from(auditEntries).all())).not.toContain('契約書');
    expect(verifyChain(db())).toMatchObject({ ok: true });
  });

  test('a form LINE refuses goes as words with the link', async () => {
    await world.later(120_000);
    world.line.faults.failNext({ api: 'push', times: 1, status: 400 });
    await sends('image', 'a.png', await photo(10, 10).png().toBuffer());
    await world.later(120_000);
    expect(sent().type).toBe('text');
    expect(sent().text).toMatch(/^a\.png（.+）\nhttp.+\/media\/.+\?openExternalBrowser=1$/);
    const [, link = ''] = sent().text.split('\n');
    expect((await load(link)).answer.status).toBe(200);
  });

  // LINE's own browser saves nothing; its players and pictures need no browser at all.
  test('an opened link leads out of LINE’s own browser, a file LINE shows itself does not', async () => {
    await sends('file', '見積書.pdf', Buffer.from('%PDF-1.7\n'));
    expect(new URL(cardUrl()).search).toBe('?openExternalBrowser=1');
    expect(sent().altText).toContain(cardUrl());
    expect((await load(cardUrl())).answer.status).toBe(200);
    expect((await load(cardUrl(), { method: 'HEAD' })).answer.status).toBe(200);
    await sends('image', 'a.png', await photo(10, 10).png().toBuffer());
    const urls = [sent().originalContentUrl, sent().previewImageUrl];
    await sends('video', 'film.mp4', mp4(5000));
    urls.push(sent().originalContentUrl, sent().previewImageUrl);
    await sends('audio', 'voice.m4a', m4a(2500));
    urls.push(sent().originalContentUrl);
    expect(urls.map((url) => new URL(url).search)).toEqual(['', '', '', '', '']);
  });

  test('a link lives on after the talk has ended', async () => {
    await sends('file', 'a.pdf', Buffer.from('%PDF-1.7\n'));
    const url = cardUrl();
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    expect(hanako.lastReceived?.text).toContain('終了しました');
    expect((await load(url)).answer.status).toBe(200);
  });

  test('a file already gone at LINE WORKS is reported in the room', async () => {
    world.works.faults.failNext({ api: 'get-attachment', times: 1, status: 404 });
    const before = hanako.received.length;
    await sends('file', 'a.pdf', Buffer.from('%PDF-1.7\n'));
    await world.later(60_000);
    expect(hanako.received.length).toBe(before);
    expect(textsOf(room()).at(-1)).toContain('ファイル');
  });
});

describe('in direct mode', () => {
  beforeEach(async () => {
    await world.stop();
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    hanako = world.lineUser('山田花子');
    const ichiro = world.lineUser('鈴木一朗');
    await hanako.says('トークID: tanaka');
    await hanako.says('見積もりをください');
    await ichiro.says('トークID: tanaka');
    await ichiro.says('納期はいつですか');
  });

  const sendsDirectly = async (bytes: Uint8Array) => {
    const { direct } = world.tanaka;
    await direct.sendsFile('image', { bytes, fileName: 'a.png', contentType: 'image/png' });
    await world.settle();
  };

  test('a photo is held, too, until its addressee is clear', async () => {
    await sendsDirectly(await photo(10, 10).png().toBuffer());
    const types = (chat: LineChat) => chat.received.map((bubble) => bubble.message?.type);
    expect(types(hanako)).not.toContain('image');
    // It dies at LINE WORKS within a day, so it is fetched while the member is asked.
    expect(db().select().from(mediaTable).all()).toMatchObject([{ state: 'kept' }]);
    await world.tanaka.direct.taps('山田花子');
    await world.settle();
    expect(types(hanako).at(-1)).toBe('image');
    expect(types(world.lineUser('鈴木一朗'))).not.toContain('image');
  });

  test('a forbidden photo is refused before the question', async () => {
    changeFilePolicy(db(), { outbound: 'deny' });
    await sendsDirectly(await photo(10, 10).png().toBuffer());
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('管理者の設定');
    expect(db().select().from(mediaTable).all()).toEqual([]);
  });
});

describe('the file policy', () => {
  test('forbids: nothing is fetched, and the member is told', async () => {
    changeFilePolicy(db(), { outbound: 'deny' });
    const before = hanako.received.length;
    await sends('image', 'a.png', await photo(10, 10).png().toBuffer());
    expect(hanako.received.length).toBe(before);
    expect(world.works.calls.some((call) => call.api === 'get-attachment')).toBe(false);
    expect(textsOf(room()).at(-1)).toContain('管理者の設定');
    const refused = db()
      .select()
      .from(auditEntries)
      .all()
      .filter((entry) => entry.action === 'message.receive' && entry.outcome === 'refused');
    expect(refused.at(-1)).toMatchObject({ kind: 'image', direction: 'out', reason: 'denied' });
  });

  test.each([
    ['by its extension', { blocked: ['pdf'] }, '「.pdf」'],
    ['by its size', { limitBytes: 1000 }, '大きすぎる'],
  ])('stops a file %s once that is known', async (_, policy, words) => {
    changeFilePolicy(db(), policy);
    const before = hanako.received.length;
    await sends('file', 'a.pdf', Buffer.from(`%PDF-1.7\n${'x'.repeat(2000)}`));
    expect(hanako.received.length).toBe(before);
    expect(textsOf(room()).at(-1)).toContain(words);
    expect(db().select().from(mediaTable).all()).toMatchObject([
      { state: 'refused', sha256: null },
    ]);
  });

  test('does not apply to words, stickers and places', async () => {
    changeFilePolicy(db(), { outbound: 'deny' });
    await world.tanaka.says('山田花子', 'こんにちは');
    expect(hanako.lastReceived?.text).toBe('こんにちは');
  });
});
