import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UserContent } from '../../../../sandbox/line/platform.ts';
import { blobFiles } from '../../../../src/media/disk-blobs.ts';
import { verifyChain } from '../../../../src/store/audit/verify-log.ts';
import { media } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { mp4With } from '../../../helpers/sounds.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
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
const blobs = () => blobFiles(join(world.folder, 'blobs'));
const rows = () => world.bridge.workspace.context.db.select().from(media).all();
const calls = (api: string) => world.line.calls.filter((call) => call.api === api).length;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const filled = (head: readonly number[], size: number) => {
  const bytes = new Uint8Array(size).fill(7);
  bytes.set(head);
  return bytes;
};
const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
const JPEG = filled([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...ascii('JFIF\0')], 3000);
const box = (brand: string) => [0, 0, 0, 24, ...ascii(`ftyp${brand}`), 0, 0, 0, 0];
const MP4 = filled(box('isom'), 5000);
const M4A = filled(box('M4A '), 2000);
const VOICE = mp4With({ movieMs: 3400, tracks: [{ handler: 'soun' }] });
const PDF = filled(ascii('%PDF-1.7\n'), 4000);

async function sends(kind: Kind, bytes: Uint8Array, more: Partial<UserContent> = {}) {
  const content = { bytes, contentType: 'application/octet-stream', ...more };
  const sent = await hanako.user.sendsContent(kind, content, { oa: OA });
  await world.settle();
  return sent.messageId;
}

/** What the room's last file message shows, bytes and all. */
function lastFile() {
  const bubble = room().messages.findLast((each) => each.content && 'fileId' in each.content);
  const content = bubble?.content as { type: string; fileId: string } | undefined;
  const file = content && world.works.file(content.fileId);
  return { type: content?.type, name: file?.fileName, bytes: file && Buffer.from(file.bytes) };
}

describe('each kind arrives in the best form LINE WORKS has', () => {
  test.each([
    ['image', JPEG, {}, 'image', 'image.jpg'],
    ['video', MP4, { durationMs: 1000 }, 'video', 'video.mp4'],
    ['audio', M4A, { durationMs: 1000 }, 'audio', 'audio.m4a'],
    // Phones record sounds into the container of films.
    ['audio', VOICE, { durationMs: 1000 }, 'audio', 'audio.m4a'],
    ['video', VOICE, { durationMs: 1000 }, 'audio', 'audio.m4a'],
    ['file', PDF, { fileName: '見積書.pdf' }, 'file', '見積書.pdf'],
    ['file', MP4, { fileName: 'a.mp4' }, 'file', 'a.mp4'],
    // LINE WORKS refuses mp3 as audio (line-works.md §3.2), and films over 1 MB (§4).
    ['audio', filled([0x49, 0x44, 0x33, 3, 0], 2000), {}, 'file', 'audio.mp3'],
    ['video', filled(box('isom'), 1_000_001), {}, 'file', 'video.mp4'],
    ['file', new Uint8Array(0), { fileName: '空.txt' }, 'file', '空.txt'],
    // The file's own claim does not count.
    ['file', PDF, { fileName: 'a.html', contentType: 'text/html' }, 'file', 'a.html'],
  ] as const)('%s', async (kind, bytes, more, type, name) => {
    const digest = sha256(bytes);
    await sends(kind, bytes, more);
    expect(lastFile()).toEqual({ type, name, bytes: Buffer.from(bytes) });
    expect(blobs()).toEqual([digest]);
    expect(rows()).toMatchObject([{ state: 'kept', sha256: digest, size: bytes.length }]);
    expect(hanako.lastReceived?.text ?? '').not.toMatch(/届いて(?:い|おり)ません/);
  });

  test('a GIF is shown as a JPEG', async () => {
    const gif = Buffer.from(
      'R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==',
      'base64',
    );
    await sends('image', gif);
    expect(lastFile()).toMatchObject({ type: 'image', name: 'image.jpg' });
    expect(lastFile().bytes?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(rows()[0]?.sha256).toBe(sha256(gif));
  });
});

test('a name cannot be a path, nor read backwards', async () => {
  await sends('file', PDF, { fileName: `../../etc/${'あ'.repeat(300)}\u202efdp.pdf\0` });
  const { name } = lastFile();
  expect(name?.length).toBeLessThanOrEqual(100);
  expect(name).not.toMatch(/[/\\\u202e\0]/);
  await world.suzuki.commands('監査 検索 ../../etc');
  expect(world.suzuki.lastAnswer).not.toContain('[ファイル] ../');
});

test('a refused form goes as a file, once', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 400 });
  await sends('audio', M4A);
  expect(lastFile()).toMatchObject({ type: 'file', name: 'audio.m4a' });
});

test('a file LINE WORKS refuses in every form is told on both sides', async () => {
  world.works.faults.failNext({ api: 'upload', times: 2, status: 413 });
  await sends('file', PDF, { fileName: 'a.pdf' });
  expect(hanako.lastReceived?.text).toContain('大きすぎる');
  expect(textsOf(room()).at(-1)).toContain('ファイルが送られましたが');
});

test('a file that LINE prepares is waited for, and words behind it stay behind it', async () => {
  await sends('video', MP4, { readyAfterMs: 6000 });
  await hanako.says('動画です');
  await world.later(1000);
  expect(textsOf(room())).not.toContain('動画です');
  for (let second = 0; second < 30; second += 5) await world.later(5000);
  expect(room().messages.at(-2)?.content).toMatchObject({ type: 'video' });
  expect(textsOf(room()).at(-1)).toBe('動画です');
  expect(calls('content')).toBeLessThan(30);
});

test('words before it do not wait for it', async () => {
  await sends('video', MP4, { readyAfterMs: 120_000 });
  const sato = world.lineUser('高橋');
  await sato.says('トークID: sato');
  await sato.says('先に届きます');
  expect(textsOf(world.sato.room('高橋')).at(-1)).toBe('先に届きます');
});

test.each<[Kind, string]>([
  ['video', '動画'],
  ['audio', '音声'],
  ['image', '画像'],
  ['file', 'ファイル'],
])('%s: what LINE says it cannot make is told of', async (kind, name) => {
  world.line.faults.failNext({ api: 'transcoding', status: 200, body: { status: 'failed' } });
  await sends(kind, MP4, { readyAfterMs: 1e9, fileName: 'a.mp4' });
  expect(hanako.lastReceived?.text).toContain('受け渡しできなかった');
  expect(textsOf(room()).at(-1)).toContain(`${name}が送られましたが`);
});

test('LINE may refuse a picture’s state: then the picture is waited for', async () => {
  await sends('image', JPEG, { readyAfterMs: 8000 });
  expect(calls('transcoding')).toBeGreaterThan(0);
  for (let second = 0; second < 20; second += 1) await world.later(1000);
  expect(lastFile()).toMatchObject({ type: 'image' });
});

test.each([404, 410])('content that is gone (%i) is told on both sides', async (status) => {
  world.line.faults.failNext({ api: 'content', status });
  await sends('image', JPEG);
  expect(hanako.lastReceived?.text).toContain('取得できなくなっていた');
  expect(textsOf(room()).at(-1)).toContain('LINEから取得できなくなっていました');
  expect(rows()).toMatchObject([{ state: 'gone', reason: 'gone' }]);
});

test('a failing server is asked again', async () => {
  world.line.faults.failNext({ api: 'content', status: 500 });
  world.line.faults.failNext({ api: 'content', action: 'truncate' });
  await sends('image', JPEG);
  for (let tries = 0; tries < 20; tries += 1) await world.later(10_000);
  expect(lastFile()).toMatchObject({ type: 'image', bytes: Buffer.from(JPEG) });
  expect(blobs()).toEqual([sha256(JPEG)]);
});

test('files of an external server are never fetched', async () => {
  const contentProvider = {
    type: 'external',
    originalContentUrl: 'http://127.0.0.1:9/a.jpg',
    previewImageUrl: 'http://127.0.0.1:9/b.jpg',
  };
  await hanako.user.sends({ type: 'image', id: '77', contentProvider }, { oa: OA });
  await world.settle();
  expect(calls('content')).toBe(0);
  expect(hanako.lastReceived?.text).toContain('LINEの外に置かれている');
  expect(textsOf(room()).at(-1)).toContain('取得していません');
});

describe('the policy', () => {
  test('denied: nothing is fetched', async () => {
    await world.suzuki.commands('file deny in');
    await sends('image', JPEG);
    expect(calls('content')).toBe(0);
    expect(blobs()).toEqual([]);
    expect(hanako.lastReceived?.text).toContain('受け取ることができません');
  });

  test.each(['setup.exe', 'invoice.pdf.EXE', 'ｓｃｒｉｐｔ．ｊｓ', 'run.bat'])(
    'a kind LINE WORKS never accepts is not fetched, and its sender need not repeat it: %s',
    async (fileName) => {
      await sends('file', PDF, { fileName });
      expect(calls('content')).toBe(0);
      expect(rows()).toMatchObject([{ state: 'refused', reason: 'blocked-extension' }]);
      const [phone = '', inRoom = ''] = [hanako.lastReceived?.text, textsOf(room()).at(-1)];
      expect(phone).toMatch(/「\.(exe|js|bat)」のファイルを受け取ることができません/);
      expect(inRoom).toContain('LINE WORKSで禁止されている拡張子');
      expect(phone + inRoom).not.toMatch(/もう一度|管理者の設定/);
    },
  );

  test('the same if only the headers name it', async () => {
    const headers = { 'content-disposition': 'attachment; filename="setup.exe"' };
    world.line.faults.failNext({ api: 'content', status: 200, body: 'MZ', headers });
    await hanako.user.sends(
      { type: 'file', id: '4711', contentProvider: { type: 'line' } },
      { oa: OA },
    );
    await world.settle();
    expect(blobs()).toEqual([]);
    expect(hanako.lastReceived?.text).toContain('「.exe」');
  });

  test('a file LINE WORKS refuses for its kind is not to be sent again', async () => {
    world.works.faults.failNext({
      api: 'channel-message',
      times: 9,
      status: 400,
      match: ({ body }) => JSON.stringify(body).includes('fileId'),
    });
    await sends('file', PDF, { fileName: 'a.xyz' });
    expect(hanako.lastReceived?.text).toMatch(/受け取れない形式.*担当者に届いていません/);
    expect(hanako.lastReceived?.text).not.toContain('もう一度');
    expect(textsOf(room()).at(-1)).toContain('受け取れない形式');
  });

  test('a size known beforehand is judged beforehand', async () => {
    await world.suzuki.commands('file limit 0.001');
    await sends('file', PDF, { fileName: 'a.pdf' });
    expect(calls('content')).toBe(0);
    expect(hanako.lastReceived?.text).toContain('大きすぎる');
  });

  test('an unknown size is cut off at the limit, and no bytes stay', async () => {
    await world.suzuki.commands('file limit 0.01');
    await sends('video', filled(box('isom'), 3_000_000));
    expect(calls('content')).toBe(1);
    expect(blobs()).toEqual([]);
    expect(hanako.lastReceived?.text).toContain('大きすぎる');
    expect(textsOf(room()).at(-1)).toContain('サイズの上限');
  });

  test('a rule made while LINE prepares holds', async () => {
    await sends('video', MP4, { readyAfterMs: 5000 });
    await world.suzuki.commands('file deny in');
    await world.later(10_000);
    expect(blobs()).toEqual([]);
    expect(lastFile().type).toBeUndefined();
    expect(hanako.lastReceived?.text).toContain('受け取ることができません');
  });
});

describe('images sent together', () => {
  const image = (index: number) => filled([...JPEG.subarray(0, 12), index], 500);
  const shown = () =>
    room()
      .messages.flatMap((each) => (each.content && 'fileId' in each.content ? [each.content] : []))
      .map((each) => world.works.file(String(each.fileId))?.bytes[12]);

  test('keep their order', async () => {
    for (const index of [3, 1, 2]) {
      const imageSet = { id: 'set', index, total: 3 };
      await sends('image', image(index), { imageSet });
    }
    await world.later(10);
    expect(shown()).toEqual([1, 2, 3]);
  });

  test('wait a few seconds for a missing one, and no longer', async () => {
    await sends('image', image(2), { imageSet: { id: 'set', index: 2, total: 2 } });
    await hanako.says('写真です');
    expect(shown()).toEqual([]);
    await world.later(5000);
    expect(shown()).toEqual([2]);
    expect(textsOf(room()).at(-1)).toBe('写真です');
    await sends('image', image(1), { imageSet: { id: 'set', index: 1, total: 2 } });
    expect(shown()).toEqual([2, 1]);
  });

  const refusals = () => ({
    phone: hanako.received.filter(({ text }) => /担当者に届いて(?:いません|おりません)/.test(text))
      .length,
    room: textsOf(room()).filter((text) => /画像(?:が送られ|を送信し)ましたが/.test(text)).length,
  });

  test('are refused together, once on each side', async () => {
    await world.suzuki.commands('file deny in');
    for (const index of [2, 1, 3]) {
      await sends('image', image(index), { imageSet: { id: 'set', index, total: 3 } });
    }
    await world.later(10_000);
    expect(refusals()).toEqual({ phone: 1, room: 1 });
    await sends('image', image(1), { imageSet: { id: 'next', index: 1, total: 2 } });
    await sends('image', image(2), { imageSet: { id: 'next', index: 2, total: 2 } });
    await world.later(10_000);
    expect(refusals()).toEqual({ phone: 2, room: 2 });
    const refused = auditOf(world).filter(({ action }) => action === 'message.deliver');
    expect(refused.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      Array(5).fill(['refused', 'denied']),
    );
  });

  test('are refused together by a rule made while they wait', async () => {
    world.works.faults.failNext({ api: 'upload', times: 100, status: 503 });
    for (const index of [1, 2, 3]) {
      await sends('image', image(index), { imageSet: { id: 'set', index, total: 3 } });
    }
    await world.suzuki.commands('file deny in');
    await world.later(10_000);
    expect(refusals()).toEqual({ phone: 1, room: 1 });
  });

  test('from an old phone go as they come', async () => {
    await sends('image', image(1), { imageSet: { id: 'set' } });
    expect(shown()).toEqual([1]);
  });
});

describe('unsend', () => {
  const unsends = async (messageId: string) => {
    await hanako.user.unsends(messageId, { oa: OA });
    await world.settle();
    await world.later(5000);
  };
  const nothingLeft = async (name: string) => {
    expect(blobs()).toEqual([]);
    expect(rows()).toEqual([]);
    const { db } = world.bridge.workspace.context;
    const dump = JSON.stringify([
      db.all('SELECT * FROM audit_contents'),
      db.all('SELECT * FROM outbox'),
      db.all('SELECT body FROM inbox'),
    ]);
    expect(dump).not.toContain(name);
    expect(dump).not.toContain(sha256(PDF));
    expect(verifyChain(db)).toMatchObject({ ok: true });
  };

  test('before it is fetched: it never is', async () => {
    world.line.faults.failNext({ api: 'content', status: 500 });
    const messageId = await sends('file', PDF, { fileName: '秘密.pdf' });
    await unsends(messageId);
    expect(lastFile().type).toBeUndefined();
    await nothingLeft('秘密');
  });

  test('after it was shown: file, name and digest are erased', async () => {
    const messageId = await sends('file', PDF, { fileName: '秘密.pdf' });
    expect(blobs()).toEqual([sha256(PDF)]);
    await unsends(messageId);
    await nothingLeft('秘密');
  });

  test('a file that another message shares stays', async () => {
    const messageId = await sends('file', PDF, { fileName: 'a.pdf' });
    await sends('file', PDF, { fileName: 'b.pdf' });
    await unsends(messageId);
    expect(blobs()).toEqual([sha256(PDF)]);
    expect(rows()).toMatchObject([{ fileName: 'b.pdf', state: 'kept' }]);
  });
});

test('the log finds the name, and holds digest and size', async () => {
  await sends('file', PDF, { fileName: '御見積書2026.pdf' });
  await world.suzuki.commands('監査 検索 御見積書');
  expect(world.suzuki.lastAnswer).toContain('御見積書2026.pdf');
  const kept = world.bridge.workspace.context.db.all(
    "SELECT c.detail FROM audit_contents c JOIN audit_entries e ON e.id = c.entry_id WHERE e.action = 'media.keep'",
  );
  expect(JSON.stringify(kept)).toContain(sha256(PDF));
});

test('a restart between fetch and upload uploads what was kept', async () => {
  world.works.faults.failNext({ api: 'upload', times: 1, status: 503 });
  await sends('image', JPEG);
  expect(lastFile().type).toBeUndefined();
  await world.restart();
  await world.later(5000);
  expect(lastFile()).toMatchObject({ type: 'image', bytes: Buffer.from(JPEG) });
  expect(calls('content')).toBe(1);
});

test('an upload that is a day old is made again', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 429 });
  await sends('image', JPEG);
  expect(lastFile().type).toBeUndefined();
  await world.later(25 * 60 * 60 * 1000);
  expect(lastFile()).toMatchObject({ type: 'image', bytes: Buffer.from(JPEG) });
});

test('a file held for an answer is fetched at once', async () => {
  await hanako.says('トークID: sato');
  await world.sato.says('山田花子', '佐藤です');
  await world.tanaka.says('山田花子', '田中です');
  await sends('image', JPEG);
  expect(calls('content')).toBe(1);
  expect(lastFile().type).toBeUndefined();
  await hanako.presses('田中 花');
  expect(rows()).toMatchObject([{ state: 'kept' }]);
  expect(lastFile()).toMatchObject({ type: 'image', bytes: Buffer.from(JPEG) });
});

test('retention forgets the file and keeps the entry', async () => {
  await world.stop();
  world = await startLinkedWorld({ environment: { MEDIA_RETENTION_DAYS: '2' } });
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await sends('image', JPEG);
  expect(blobs()).toHaveLength(1);
  for (let day = 0; day < 4; day += 1) await world.later(24 * 60 * 60 * 1000);
  expect(blobs()).toEqual([]);
  expect(rows()).toMatchObject([{ state: 'gone', sha256: null }]);
  expect(verifyChain(world.bridge.workspace.context.db)).toMatchObject({ ok: true });
});

test('in the 1:1 room the picture follows the name', async () => {
  world.works.faults.failNext({ api: 'create-channel', times: 1, status: 400 });
  const jiro = world.lineUser('次郎');
  await jiro.says('トークID: sato');
  await jiro.user.sendsContent('image', { bytes: JPEG, contentType: 'image/jpeg' }, { oa: OA });
  await world.settle();
  const last = world.sato.direct.messages.slice(-2);
  expect(last[0]?.text).toContain('次郎');
  expect(last[1]?.content).toMatchObject({ type: 'image' });
});
