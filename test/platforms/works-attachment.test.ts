import { generateKeyPairSync } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { botId } from '../../src/domain/ids.ts';
import { allowedHosts } from '../../src/platforms/allowed-hosts.ts';
import type { Download } from '../../src/platforms/download.ts';
import { createFetchHttp, createFetchStream } from '../../src/platforms/http-fetch.ts';
import { createUndiciHttp } from '../../src/platforms/http-undici.ts';
import { createWorksClient, type RateReading } from '../../src/platforms/line-works/client.ts';
import { handClock, json, listen, type Seen, tinyServer } from './tiny-server.ts';

const BOT = botId('2000001');
/** Inbound ids may contain characters with a meaning in an address (line-works.md §4). */
const FILE_ID = 'Wab/c+d=';
const PATH = `/v1.0/bots/${BOT}/attachments/${encodeURIComponent(FILE_ID)}`;

const privateKeyPem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

type Route = (response: ServerResponse, base: string) => void;

const onlyHere = { allowedHosts: allowedHosts(addressesOf('http://127.0.0.1:1')) };

function addressesOf(url: string) {
  return { lineApi: url, lineData: url, worksApi: url, worksAuth: url };
}

const doors = {
  undici: () => {
    const { http, stream, close } = createUndiciHttp(onlyHere);
    onTestFinished(() => close());
    return { http, stream };
  },
  fetch: () => ({ http: createFetchHttp(onlyHere), stream: createFetchStream(onlyHere) }),
};

async function worksWith(routes: Record<string, Route>, door: keyof typeof doors) {
  const asked: Seen[] = [];
  const rates: [string, RateReading][] = [];
  let base = '';
  let tokens = 0;
  const server = await tinyServer((seen, response) => {
    if (seen.path === '/auth/token') {
      tokens += 1;
      json(response, 200, { access_token: `w${tokens}`, expires_in: '86400', scope: 'bot' });
      return;
    }
    asked.push(seen);
    const route = routes[seen.path];
    if (route === undefined) json(response, 404, { code: 'NOT_FOUND' });
    else route(response, base);
  });
  base = server.url;
  const client = createWorksClient({
    ...doors[door](),
    clock: handClock(),
    apiBaseUrl: `${base}/v1.0`,
    authBaseUrl: `${base}/auth`,
    credentials: { clientId: 'c', clientSecret: 's', serviceAccount: 'sa', privateKeyPem },
    onRate: (api, reading) => rates.push([api, reading]),
  });
  return { client, asked, rates };
}

const redirectTo =
  (url: (base: string) => string): Route =>
  (response, base) => {
    const headers = { location: url(base), 'ratelimit-limit': '240', 'ratelimit-remaining': '239' };
    response.writeHead(302, headers).end();
  };
const toStorage = redirectTo((base) => `${base}/store/1?x=y`);

async function whole({ headers, size, body }: Download) {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const text = Buffer.concat(pieces).toString();
  return { type: headers['content-type'], name: headers['content-disposition'], size, text };
}

const never = async () => {
  throw new Error('nothing was to arrive');
};

describe.each(['undici', 'fetch'] as const)('an attachment, through %s', (door) => {
  test('is fetched from the redirect’s address, with the bearer both times', async () => {
    const { client, asked, rates } = await worksWith(
      {
        [PATH]: toStorage,
        '/store/1?x=y': (response) => {
          const headers = {
            'content-type': 'image/png',
            'content-disposition': 'attachment; filename=a.png',
          };
          response.writeHead(200, { ...headers, 'content-length': '5' }).end('bytes');
        },
      },
      door,
    );
    expect(await client.attachment(BOT, FILE_ID, whole)).toEqual({
      kind: 'sent',
      already: false,
      answer: { type: 'image/png', name: 'attachment; filename=a.png', size: 5, text: 'bytes' },
    });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer w1', 'Bearer w1']);
    expect(rates).toEqual([['get-attachment', { limit: 240, remaining: 239, resetMs: null }]]);
  });

  test('is never fetched from another host: nothing is sent there', async () => {
    let knocks = 0;
    const stranger = createServer((_request, response) => {
      knocks += 1;
      response.end('bytes');
    });
    const port = await listen(stranger);
    onTestFinished(() => {
      stranger.closeAllConnections();
      stranger.close();
    });
    const { client } = await worksWith(
      { [PATH]: redirectTo(() => `http://localhost:${port}/1`) },
      door,
    );
    expect(await client.attachment(BOT, FILE_ID, never)).toMatchObject({
      kind: 'refused',
      reason: 'forbidden',
    });
    expect(knocks).toBe(0);
  });

  test.each([
    ['in the API', {}],
    ['in the storage', { [PATH]: toStorage }],
  ])('that is gone, %s, is reported as gone', async (_, routes) => {
    const { client } = await worksWith(routes, door);
    expect(await client.attachment(BOT, FILE_ID, never)).toMatchObject({
      kind: 'refused',
      reason: 'gone',
      status: 404,
    });
  });

  test('in a circle of redirects is given up', async () => {
    const { client, asked } = await worksWith(
      { [PATH]: redirectTo((base) => `${base}${PATH}`) },
      door,
    );
    expect(await client.attachment(BOT, FILE_ID, never)).toMatchObject({ reason: 'gone' });
    expect(asked.length).toBeLessThan(6);
  });

  test('is requested once more with a fresh token when the token has expired', async () => {
    let first = true;
    const { client, asked } = await worksWith(
      {
        [PATH]: (response) => {
          if (first) json(response, 401, {});
          else response.end('bytes');
          first = false;
        },
      },
      door,
    );
    expect(await client.attachment(BOT, FILE_ID, whole)).toMatchObject({
      answer: { text: 'bytes' },
    });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer w1', 'Bearer w2']);
  });

  test.each([
    [429, { kind: 'retry', reason: 'rate-limit' }],
    [503, { kind: 'retry', reason: 'unavailable' }],
    [500, { kind: 'unclear' }],
    [403, { kind: 'refused', reason: 'forbidden' }],
  ])('answered with %i is no file', async (status, outcome) => {
    const { client } = await worksWith({ [PATH]: (response) => json(response, status, {}) }, door);
    expect(await client.attachment(BOT, FILE_ID, never)).toMatchObject(outcome);
  });

  test.each(['', '..'])('with the id %j is never requested', async (id) => {
    const { client, asked } = await worksWith({}, door);
    expect(await client.attachment(BOT, id, never)).toMatchObject({ reason: 'unbuildable' });
    expect(asked).toEqual([]);
  });
});
