import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HttpPort, HttpRequest } from '../../src/platforms/http.ts';
import { createFetchHttp } from '../../src/platforms/http-fetch.ts';
import { createUndiciHttp } from '../../src/platforms/http-undici.ts';
import { listen, tinyServer } from './tiny-server.ts';

const local = (url: URL) => url.hostname === '127.0.0.1';

const doors: Record<string, () => HttpPort> = {
  undici: () => {
    const door = createUndiciHttp({ allowedHosts: local });
    onTestFinished(() => door.close());
    return door.http;
  },
  fetch: () => createFetchHttp({ allowedHosts: local }),
};

function get(url: string, rest: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, deadlineMs: 60_000, maxBytes: 1_000, ...rest };
}

/** A port without a listener. */
async function deadUrl(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

describe.each(Object.entries(doors))('the door of %s', (name, open) => {
  test('brings the answer, header names in lower case', async () => {
    const server = await tinyServer((seen, response) => {
      response.setHeader('X-Line-Request-Id', 'r1');
      response.statusCode = 418;
      response.end(`${seen.method} ${seen.body}`);
    });
    const result = await open()(
      get(`${server.url}/a/b?c=d%2F`, {
        method: 'POST',
        body: 'こんにちは',
        headers: { authorization: 'Bearer t' },
      }),
    );
    if (result.kind !== 'answer') throw new Error(result.kind);
    expect(result.status).toBe(418);
    expect(result.headers['x-line-request-id']).toBe('r1');
    expect(Buffer.from(result.body).toString()).toBe('POST こんにちは');
    expect(server.seen[0]).toMatchObject({
      path: '/a/b?c=d%2F',
      headers: { authorization: 'Bearer t' },
    });
  });

  test('gives up on a server that does not answer', async () => {
    const server = await tinyServer(() => {});
    const result = await open()(get(server.url, { deadlineMs: 500 }));
    expect(result).toMatchObject({ kind: 'no-answer', reason: 'timeout' });
  });

  test('gives up on an answer that drips past the deadline, and hangs up', async () => {
    let hungUp: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    const server = await tinyServer((_seen, response) => {
      response.on('close', hungUp);
      response.writeHead(200).write('{');
    });
    const result = await open()(get(server.url, { deadlineMs: 500 }));
    expect(result).toMatchObject({ kind: 'no-answer', reason: 'timeout' });
    await closed;
  });

  test('recognises a connection cut before the answer', async () => {
    const server = await tinyServer((_seen, response) => response.destroy());
    expect(await open()(get(server.url))).toMatchObject({ kind: 'no-answer', reason: 'cut-off' });
  });

  test('recognises a connection cut during the answer', async () => {
    const server = await tinyServer((_seen, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await open()(get(server.url))).toMatchObject({ kind: 'no-answer', reason: 'cut-off' });
  });

  test('stops at the size cap', async () => {
    const server = await tinyServer((_seen, response) => response.end('x'.repeat(1_001)));
    expect(await open()(get(server.url))).toMatchObject({ kind: 'no-answer', reason: 'too-large' });
  });

  test('takes an answer that just fits, and an empty one', async () => {
    const server = await tinyServer((seen, response) => {
      response.statusCode = seen.path === '/empty' ? 204 : 200;
      response.end(seen.path === '/empty' ? undefined : 'x'.repeat(1_000));
    });
    const http = open();
    expect(await http(get(`${server.url}/full`))).toMatchObject({ kind: 'answer', status: 200 });
    const empty = await http(get(`${server.url}/empty`));
    expect(empty).toMatchObject({ kind: 'answer', status: 204 });
    expect(empty.kind === 'answer' && empty.body.length).toBe(0);
  });

  test('returns a redirect instead of following it', async () => {
    const server = await tinyServer((_seen, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const result = await open()(get(`${server.url}/from`));
    expect(result).toMatchObject({ kind: 'answer', status: 302 });
    expect(result.kind === 'answer' && result.headers.location).toBe('/elsewhere');
    expect(server.seen).toHaveLength(1);
  });

  test('sends nothing to a host outside its list', async () => {
    const server = await tinyServer((_seen, response) => response.end());
    const result = await open()(get(server.url.replace('127.0.0.1', 'localhost')));
    expect(result).toMatchObject({ kind: 'not-sent' });
    expect(server.seen).toHaveLength(0);
  });

  test('sends nothing without a listener or an address', async () => {
    const http = open();
    expect(await http(get(await deadUrl()))).toMatchObject({ kind: 'not-sent' });
    expect(await http(get('not an address'))).toMatchObject({ kind: 'not-sent' });
    expect(await http(get('file://127.0.0.1/etc/passwd'))).toMatchObject({ kind: 'not-sent' });
  });

  test(`${name}: an impossible header is an outcome, not an exception`, async () => {
    const server = await tinyServer((_seen, response) => response.end());
    const result = await open()(get(server.url, { headers: { 'x-bad': 'a\nb' } }));
    expect(result.kind).not.toBe('answer');
    expect(server.seen).toHaveLength(0);
  });
});

describe('undici alone', () => {
  test('a failed TLS handshake counts as never sent', async () => {
    const server = createServer((socket) => socket.end('this is no TLS'));
    const port = await listen(server);
    onTestFinished(() => {
      server.close();
    });
    const result = await doors.undici?.()(get(`https://127.0.0.1:${port}/`));
    expect(result).toMatchObject({ kind: 'not-sent' });
  });

  test('a call that waited for a connection past its deadline counts as never sent', async () => {
    let accepted = 0;
    // TCP connects, but the TLS handshake never ends: nothing can be written.
    const server = createServer(() => {
      accepted += 1;
    });
    const port = await listen(server);
    onTestFinished(() => {
      server.close();
    });
    const door = createUndiciHttp({ allowedHosts: local });
    const result = await door.http(get(`https://127.0.0.1:${port}/`, { deadlineMs: 500 }));
    expect(result).toMatchObject({ kind: 'not-sent' });
    expect(accepted).toBe(1);
    await door.close();
  });

  test('such a call is not made later either', async () => {
    const held: (() => void)[] = [];
    let full: () => void = () => {};
    const busy = new Promise<void>((resolve) => {
      full = resolve;
    });
    const server = await tinyServer((seen, response) => {
      if (seen.path === '/after') return response.end();
      held.push(() => response.end());
      if (held.length === 128) full();
    });
    const http = doors.undici?.();
    const calls = Array.from({ length: 128 }, () => http?.(get(`${server.url}/held`)));
    await busy;
    const late = await http?.(get(`${server.url}/late`, { deadlineMs: 100 }));
    expect(late).toMatchObject({ kind: 'not-sent' });
    for (const release of held) release();
    await Promise.all(calls);
    // Once these are answered, each connection has had its turn.
    await Promise.all(calls.map(() => http?.(get(`${server.url}/after`))));
    expect(server.seen.map((seen) => seen.path)).not.toContain('/late');
  });

  test('keeps its connections', async () => {
    const ports = new Set<number | undefined>();
    const server = await tinyServer((_seen, response) => {
      ports.add(response.socket?.remotePort);
      response.end('ok');
    });
    const http = doors.undici?.();
    for (let call = 0; call < 8; call += 1) await http?.(get(server.url));
    expect(server.seen).toHaveLength(8);
    // The pool may open a second connection while the first finishes its answer.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  test('after close, open calls end as cut off and new ones are not sent', async () => {
    let arrived: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await tinyServer(() => arrived());
    const door = createUndiciHttp({ allowedHosts: local });
    const open = door.http(get(server.url));
    await asked;
    await door.close();
    expect(await open).toMatchObject({ kind: 'no-answer', reason: 'cut-off' });
    expect(await door.http(get(server.url))).toMatchObject({ kind: 'not-sent' });
  });
});

test('fetch: a fetch that never settles still meets the deadline', async () => {
  const http = createFetchHttp({ allowedHosts: local, fetch: () => new Promise(() => {}) });
  expect(await http(get('http://127.0.0.1/', { deadlineMs: 20 }))).toMatchObject({
    kind: 'no-answer',
    reason: 'timeout',
  });
});
