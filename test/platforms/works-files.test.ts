import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { botId, memberId } from '../../src/domain/ids.ts';
import { allowedHosts } from '../../src/platforms/allowed-hosts.ts';
import type { HttpPort } from '../../src/platforms/http.ts';
import { createFetchHttp } from '../../src/platforms/http-fetch.ts';
import { createWorksClient } from '../../src/platforms/line-works/client.ts';
import { handClock, json, localHttp, type Seen, tinyServer } from './tiny-server.ts';

const BOT = botId('2000001');
const MEMBER = memberId('u-1');
const FILE = {
  fileName: '招待"1".png',
  contentType: 'image/png',
  bytes: new TextEncoder().encode('the picture: 絵'),
};

const privateKeyPem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

type Routes = Record<string, (response: ServerResponse, seen: Seen, call: number) => void>;

/** A client of a LINE WORKS with these answers by path; `url` is its address. */
async function worksWith(routes: (url: () => string) => Routes, door: () => HttpPort = localHttp) {
  const asked: Seen[] = [];
  let base = '';
  const answers = routes(() => base);
  const server = await tinyServer((seen, response) => {
    if (seen.path === '/auth/token') {
      json(response, 200, { access_token: 'w1', expires_in: '86400', scope: 'bot' });
      return;
    }
    asked.push(seen);
    const route = answers[seen.path.replace(/^\/v1\.0/, '')];
    if (route === undefined) json(response, 404, { code: 'NOT_FOUND' });
    else route(response, seen, asked.length);
  });
  base = server.url;
  const client = createWorksClient({
    http: door(),
    clock: handClock(),
    apiBaseUrl: `${base}/v1.0`,
    authBaseUrl: `${base}/auth`,
    credentials: { clientId: 'c', clientSecret: 's', serviceAccount: 'sa', privateKeyPem },
  });
  return { client, asked };
}

const uploads = (url: () => string): Routes => ({
  [`/bots/${BOT}/attachments`]: (response) =>
    json(response, 200, { fileId: 'f-1', uploadUrl: `${url()}/store/f-1` }),
  '/store/f-1': (response) => json(response, 200, { fileId: 'f-1', fileSize: '3' }),
});

const doors: [string, () => HttpPort][] = [
  ['undici', localHttp],
  ['fetch', () => createFetchHttp({ allowedHosts: (url) => url.hostname === '127.0.0.1' })],
];

describe.each(doors)('an upload by %s', (_name, door) => {
  test('asks for the address, and sends one part named FileData there with the Bearer', async () => {
    const { client, asked } = await worksWith(uploads, door);
    expect(await client.uploadAttachment(BOT, FILE)).toEqual({
      kind: 'sent',
      already: false,
      answer: { fileId: 'f-1' },
    });
    const [wish, upload] = asked;
    expect(JSON.parse(wish?.body ?? '')).toEqual({ fileName: FILE.fileName });
    expect(upload?.method).toBe('POST');
    expect(upload?.headers.authorization).toBe('Bearer w1');
    // A different reader from ours: parse it as a browser would.
    const form = await new Response(upload?.body ?? '', {
      headers: { 'content-type': upload?.headers['content-type'] ?? '' },
    }).formData();
    const part = form.get('FileData');
    if (!(part instanceof File)) throw new Error('no FileData');
    expect([...form.keys()]).toEqual(['FileData']);
    expect(part.type).toBe('image/png');
    expect(await part.text()).toBe('the picture: 絵');
  });
});

describe('an upload that fails', () => {
  test('without an address, or with a stranger’s, sends no Bearer anywhere', async () => {
    const nowhere = await worksWith(() => ({
      [`/bots/${BOT}/attachments`]: (response) => json(response, 200, { fileId: 'f-1' }),
    }));
    expect(await nowhere.client.uploadAttachment(BOT, FILE)).toMatchObject({
      kind: 'unclear',
      reason: 'unreadable-answer',
    });
    const stranger = await tinyServer((_seen, response) => json(response, 200, {}));
    const port = new URL(stranger.url).port;
    const lured = await worksWith(() => ({
      [`/bots/${BOT}/attachments`]: (response) =>
        json(response, 200, { fileId: 'f-1', uploadUrl: `http://localhost:${port}/take` }),
    }));
    expect((await lured.client.uploadAttachment(BOT, FILE)).kind).toBe('retry');
    expect(stranger.seen).toEqual([]);
  });

  test.each([
    [403, 'refused'],
    [413, 'refused'],
    [500, 'unclear'],
    [503, 'retry'],
  ])('a storage that answers %d is %s', async (status, kind) => {
    const { client } = await worksWith((url) => ({
      ...uploads(url),
      '/store/f-1': (response) => json(response, status, { code: 'X' }),
    }));
    expect((await client.uploadAttachment(BOT, FILE)).kind).toBe(kind);
  });
});

describe('a photo', () => {
  const photoAt = (
    location: (url: string) => string,
    body = 'PNG',
  ): ((url: () => string) => Routes) => {
    return (url) => ({
      '/users/u-1/photo': (response) => {
        response.writeHead(302, { location: location(url()) });
        response.end();
      },
      '/photos/u-1': (response) => {
        response.writeHead(200, { 'content-type': 'image/png' });
        response.end(body);
      },
    });
  };

  test.each([
    ['whole', (url: string) => `${url}/photos/u-1`],
    ['relative', () => '/photos/u-1'],
  ])('is fetched through a %s redirect, with the Bearer', async (_kind, location) => {
    const { client, asked } = await worksWith(photoAt(location));
    const outcome = await client.getPhoto(MEMBER);
    expect(outcome.kind === 'sent' && Buffer.from(outcome.answer ?? []).toString()).toBe('PNG');
    expect(asked.map((seen) => seen.headers.authorization)).toEqual(['Bearer w1', 'Bearer w1']);
  });

  test('that does not exist is null', async () => {
    const { client } = await worksWith(() => ({}));
    expect(await client.getPhoto(MEMBER)).toMatchObject({ kind: 'sent', answer: null });
  });

  test('over 10 MB is not read to its end', async () => {
    const { client } = await worksWith(photoAt(() => '/photos/u-1', 'x'.repeat(10_500_000)));
    expect(await client.getPhoto(MEMBER)).toMatchObject({ kind: 'unclear' });
  });

  test('in a circle of redirects is given up', async () => {
    const { client, asked } = await worksWith(photoAt(() => '/v1.0/users/u-1/photo'));
    expect((await client.getPhoto(MEMBER)).kind).toBe('unclear');
    expect(asked.length).toBeLessThan(10);
  });

  test('on a stranger’s host is not requested: the Bearer stays here', async () => {
    const stranger = await tinyServer((_seen, response) => json(response, 200, {}));
    const { port } = new URL(stranger.url);
    const { client } = await worksWith(photoAt(() => `http://localhost:${port}/p`));
    expect((await client.getPhoto(MEMBER)).kind).toBe('retry');
    expect(stranger.seen).toEqual([]);
  });

  test('in LINE WORKS’ own storage may be requested', () => {
    const allowed = allowedHosts({
      lineApi: 'https://api.line.me',
      lineData: 'https://api-data.line.me',
      worksApi: 'https://www.worksapis.com/v1.0',
      worksAuth: 'https://auth.worksmobile.com/oauth2/v2.0',
    });
    expect(allowed(new URL('https://storage.worksmobile.com/k/photo/1'))).toBe(true);
    expect(allowed(new URL('http://storage.worksmobile.com/k/photo/1'))).toBe(false);
    expect(allowed(new URL('https://worksmobile.com.example/k'))).toBe(false);
  });
});
