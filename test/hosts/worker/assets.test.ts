import { expect, test } from 'vitest';
import { type AssetsBinding, assetsBy, fetchAsset } from '../../../src/hosts/worker/assets.ts';
import { assetsOver } from '../../../src/hosts/worker/connections.ts';
import { createConnections } from '../../../src/platforms/connections.ts';

const answering =
  (response: () => Response | Promise<Response>): ((url: string) => AssetsBinding) =>
  (url) => ({
    fetch: async (asked) => {
      expect(new URL(asked).pathname).toBe(url);
      return response();
    },
  });

/** Reads `verify.html` of this binding, and what was logged of it. */
async function read(binding: AssetsBinding | undefined, connections = sixConnections()) {
  const faults: unknown[] = [];
  const ask = assetsOver(connections, (name) => fetchAsset(binding, name));
  const text = await assetsBy(ask, (what, error) =>
    faults.push([what, error instanceof Error ? error.name : error]),
  )('verify.html');
  return { text, faults };
}

const sixConnections = () =>
  createConnections({ most: 6, forWords: 2, patienceMs: { words: 10, rest: 10 } });

test('a file is had by its name', async () => {
  const binding = answering(() => new Response('<p>検証</p>'))('/verify.html');
  expect(await read(binding)).toEqual({ text: '<p>検証</p>', faults: [] });
});

test.each([
  ['there is no binding', undefined, 'NoAssetsBinding'],
  ['it was not uploaded', answering(() => new Response('x', { status: 404 })), 'NoSuchAsset'],
  ['it leads elsewhere', answering(() => new Response(null, { status: 307 })), 'NoSuchAsset'],
  ['the binding fails', answering(() => Promise.reject(new TypeError('gone'))), 'TypeError'],
])('where %s, there is none, and the log says why', async (_, binding, name) => {
  expect(await read(binding?.('/verify.html'))).toEqual({
    text: null,
    faults: [['assets: verify.html', name]],
  });
});

test('it takes one of the object’s connections, and is not read where none comes free', async () => {
  const connections = sixConnections();
  const held = Promise.withResolvers<void>();
  const others = Array.from({ length: 4 }, () => connections.hold('rest', () => held.promise));
  const binding = answering(() => Promise.reject(new Error('read all the same')))('/verify.html');
  const { text, faults } = await read(binding, connections);
  expect([text, faults]).toEqual([null, [['assets: verify.html', 'NoneFree']]]);
  held.resolve();
  await Promise.all(others);
});

test('it is asked with a deadline', async () => {
  const signals: AbortSignal[] = [];
  const binding: AssetsBinding = {
    fetch: async (_, { signal }) => {
      signals.push(signal);
      return new Response('');
    },
  };
  await read(binding);
  expect(signals).toMatchObject([{ aborted: false }]);
});
