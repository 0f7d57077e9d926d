import { afterEach, beforeEach, expect, test } from 'vitest';
import { BOT_ID, type Stage, stage } from './harness.ts';

const DAY_MS = 86_400_000;

let s: Stage;
beforeEach(async () => {
  s = await stage({ tokenSeconds: 10 * 86_400 });
});
afterEach(() => s.stop());

async function open(fileName: string) {
  const { status, body } = await s.call('POST', `/bots/${BOT_ID}/attachments`, { fileName });
  expect(status).toBe(200);
  return { fileId: String(body.fileId), uploadUrl: String(body.uploadUrl) };
}

async function upload(
  uploadUrl: string,
  bytes: Uint8Array<ArrayBuffer>,
  o: { part?: string; name?: string; type?: string; token?: string } = {},
) {
  const form = new FormData();
  const type = o.type ?? 'application/pdf';
  form.append(o.part ?? 'FileData', new Blob([bytes], { type }), o.name ?? 'a.pdf');
  const response = await fetch(uploadUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${o.token ?? s.token}` },
    body: form,
  });
  return { status: response.status, body: await response.json() };
}

const bytes = (n = 3) => new Uint8Array(n).fill(7);

test('upload, send, and no second use of the address', async () => {
  const { fileId, uploadUrl } = await open('見積 1.pdf');
  expect(uploadUrl.startsWith(s.platform.storageUrl)).toBe(true);
  expect((await s.toTanaka({ type: 'file', fileId })).status).toBe(400);
  expect((await upload(uploadUrl, bytes(), { token: 'x' })).status).toBe(401);
  expect((await upload(uploadUrl, bytes(), { part: 'file' })).status).toBe(400);
  expect(await upload(uploadUrl, bytes())).toEqual({
    status: 200,
    body: { fileId, fileName: '見積 1.pdf', fileSize: '3' },
  });
  expect((await upload(uploadUrl, bytes())).status).toBe(403);
  expect((await s.toTanaka({ type: 'file', fileId })).status).toBe(201);
  s.platform.addBot({ botId: '7', botSecret: 'x', name: 'admin', callbackUrl: null });
  const byOther = { content: { type: 'file', fileId } };
  const path = `/bots/7/users/${s.tanaka.userId}/messages`;
  expect((await s.call('POST', path, byOther)).status).toBe(400);
  expect(s.platform.file(fileId)).toMatchObject({ fileName: '見積 1.pdf', bytes: bytes() });
});

test('address and id die after 24 hours', async () => {
  const late = await open('a.pdf');
  s.clock.forward(DAY_MS);
  expect((await upload(late.uploadUrl, bytes())).status).toBe(404);
  const file = await open('a.pdf');
  await upload(file.uploadUrl, bytes());
  s.clock.forward(DAY_MS);
  expect((await s.toTanaka({ type: 'file', fileId: file.fileId })).status).toBe(400);
});

test('a member’s file: 302 to the storage, with the bearer, for the right bot only', async () => {
  const content = { bytes: bytes(), fileName: '写真.png', contentType: 'image/png' };
  await s.tanaka.directRoom(BOT_ID).sendsFile('image', content);
  const event = s.hook.got.at(-1)?.event;
  const { fileId } = (event?.content ?? {}) as { fileId: string };
  const path = `/bots/${BOT_ID}/attachments/${encodeURIComponent(fileId)}`;
  const redirect = await s.call('GET', path);
  expect(redirect.status).toBe(302);
  const location = redirect.headers.get('location') ?? '';
  expect((await fetch(location)).status).toBe(401);
  const file = await fetch(location, { headers: { authorization: `Bearer ${s.token}` } });
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(file.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('写真.png')}`,
  );
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes());

  expect((await s.call('GET', `/bots/${BOT_ID}/attachments/${fileId}`)).status).toBe(404);
  s.platform.addBot({ botId: '7', botSecret: 'x', name: 'admin', callbackUrl: null });
  expect((await s.call('GET', path.replace(BOT_ID, '7'))).status).toBe(404);
  s.clock.forward(DAY_MS);
  expect((await s.call('GET', path)).status).toBe(404);
  expect((await s.call('GET', location)).status).toBe(404);
});

test('MP3 as audio, big audio, and blocked extensions are refused; WAV goes', async () => {
  const sent = async (type: string, name: string, mime: string, size = 3) => {
    const { fileId, uploadUrl } = await open(name);
    await upload(uploadUrl, bytes(size), { name, type: mime });
    return s.toTanaka({ type, fileId });
  };
  expect((await sent('audio', 'a.mp3', 'audio/mpeg')).body).toEqual({
    code: 'INVALID_PARAMETER',
    description: 'content.fileId content is invalid',
  });
  expect((await sent('audio', 'a.wav', 'audio/wav')).status).toBe(201);
  expect((await sent('audio', 'a.wav', 'audio/wav', 1_000_001)).status).toBe(400);
  expect((await sent('file', 'a.wav', 'audio/wav', 1_000_001)).status).toBe(201);
  expect((await sent('file', 'a.bat', 'text/plain')).status).toBe(400);
});

test('the attachment call is strict', async () => {
  const path = `/bots/${BOT_ID}/attachments`;
  expect((await s.call('POST', path, {})).status).toBe(400);
  expect((await s.call('POST', path, { fileName: 'a', size: 1 })).status).toBe(400);
});
