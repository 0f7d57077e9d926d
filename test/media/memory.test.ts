import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../platforms/tiny-server.ts';

const CHILD = fileURLToPath(new URL('../helpers/stream-child.ts', import.meta.url));
const PIECE = Buffer.alloc(64 * 1024, 7);

function* bytes(size: number) {
  for (let left = size; left > 0; left -= PIECE.length)
    yield PIECE.subarray(0, Math.min(left, PIECE.length));
}

test('while a film of 200 MB passes through, less than 16 MB are in memory at any time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-memory-'));
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      Readable.from(bytes(Number(request.url?.slice(1)))).pipe(response);
      return;
    }
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on('end', () => response.end(String(received)));
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const child = await promisify(execFile)(process.execPath, [
    // As npm start does: a small nursery keeps passed-on pieces from piling up.
    '--max-semi-space-size=4',
    '--expose-gc',
    CHILD,
    url,
    url,
    folder,
  ]);
  const { received, grewBytes } = JSON.parse(child.stdout) as Record<string, number>;
  expect(received).toBeGreaterThan(200_000_000);
  expect(received).toBeLessThan(200_001_000);
  expect(grewBytes).toBeLessThan(16 * 1024 * 1024);
});
