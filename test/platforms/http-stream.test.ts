import { describe, expect, onTestFinished, test } from 'vitest';
import { createFetchStream } from '../../src/platforms/http-fetch.ts';
import {
  type HttpStreamPort,
  type HttpStreamRequest,
  streamDoor,
} from '../../src/platforms/http-stream.ts';
import { createUndiciHttp } from '../../src/platforms/http-undici.ts';
import { tinyServer } from './tiny-server.ts';

const local = (url: URL) => url.hostname === '127.0.0.1';

const doors: Record<string, () => HttpStreamPort> = {
  undici: () => {
    const door = createUndiciHttp({ allowedHosts: local });
    onTestFinished(() => door.close());
    return door.stream;
  },
  fetch: () => createFetchStream({ allowedHosts: local }),
};

const get = (url: string, rest: Partial<HttpStreamRequest> = {}): HttpStreamRequest => ({
  method: 'GET',
  url,
  headers: {},
  headersMs: 60_000,
  idleMs: 60_000,
  totalMs: 60_000,
  ...rest,
});

async function whole(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function* texts(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

describe.each(Object.entries(doors))('the door for files of %s', (_name, open) => {
  test('brings the answer in pieces', async () => {
    const server = await tinyServer((_seen, response) => {
      response.setHeader('X-Kind', 'file');
      response.write('half');
      setTimeout(() => response.end(' and half'), 20);
    });
    const result = await open()(
      get(`${server.url}/a?b=c`, { headers: { authorization: 'Bearer t' } }),
    );
    if (result.kind !== 'answer') throw new Error(result.kind);
    expect(result.headers['x-kind']).toBe('file');
    expect(await whole(result.body)).toBe('half and half');
    expect(server.seen[0]).toMatchObject({
      path: '/a?b=c',
      headers: { authorization: 'Bearer t' },
    });
  });

  test('sends a body in pieces', async () => {
    const server = await tinyServer((seen, response) => response.end(seen.body));
    const body = { length: 9, pieces: texts('abc', 'def', 'ghi') };
    const result = await open()(get(server.url, { method: 'POST', body }));
    if (result.kind !== 'answer') throw new Error(result.kind);
    expect(await whole(result.body)).toBe('abcdefghi');
  });

  test('follows no redirect', async () => {
    const server = await tinyServer((_seen, response) => {
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    const result = await open()(get(server.url));
    expect(result).toMatchObject({ kind: 'answer', status: 302 });
    expect(server.seen).toHaveLength(1);
  });

  test('sends nothing to other hosts', async () => {
    const result = await open()(get('http://localhost:1/'));
    expect(result).toMatchObject({ kind: 'not-sent', detail: 'host not allowed: localhost:1' });
  });

  test('gives up on a server that does not answer', async () => {
    const server = await tinyServer(() => {});
    const result = await open()(get(server.url, { headersMs: 500 }));
    expect(result).toMatchObject({ kind: 'no-answer', reason: 'timeout' });
  });

  test('gives up on an answer that stalls, and on one that never ends', async () => {
    const server = await tinyServer((seen, response) => {
      response.write('x');
      if (seen.path === '/drip') setInterval(() => response.write('x'), 10).unref();
    });
    const stalled = await open()(get(server.url, { idleMs: 50 }));
    if (stalled.kind !== 'answer') throw new Error(stalled.kind);
    await expect(whole(stalled.body)).rejects.toThrow('nothing came in time');
    const dripping = await open()(get(`${server.url}/drip`, { totalMs: 1000 }));
    if (dripping.kind !== 'answer') throw new Error(dripping.kind);
    await expect(whole(dripping.body)).rejects.toThrow('total deadline passed');
  });

  test('does not hurry a slow reader', async () => {
    const server = await tinyServer((_seen, response) => response.end('x'.repeat(200_000)));
    const result = await open()(get(server.url, { idleMs: 2000 }));
    if (result.kind !== 'answer') throw new Error(result.kind);
    const iterator = result.body[Symbol.asyncIterator]();
    let size = (await iterator.next()).value?.length ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    for (let part = await iterator.next(); !part.done; part = await iterator.next()) {
      size += part.value.length;
    }
    expect(size).toBe(200_000);
  });

  test('releases an unwanted answer at once', async () => {
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await tinyServer((_seen, response) => {
      response.on('close', closed);
      response.write('x');
    });
    const result = await open()(get(server.url));
    if (result.kind !== 'answer') throw new Error(result.kind);
    await result.body[Symbol.asyncIterator]().return?.();
    await gone;
  });
});

test.each([
  'ECONNREFUSED',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s: no connection stood, so the file was not sent', async (code) => {
  const fails = () => Promise.reject(Object.assign(new Error('no'), { code }));
  const port = streamDoor(fails, local);
  const body = { length: 1, pieces: (async function* () {})() };
  const result = await port(get('https://127.0.0.1/', { method: 'PUT', body }));
  expect(result.kind).toBe('not-sent');
});
