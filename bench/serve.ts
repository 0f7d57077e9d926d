import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { verifyLineSignature } from '../src/platforms/line/signature.ts';
import { SECRET } from './webhooks.ts';
import { openWorkspace } from './workspace.ts';

/** One server of the bench, in a process of its own: `node serve.ts <mode> <folder>`. */

/** What is measured. The letters are those of the printed table. */
export const MODES = {
  a: 'empty Hono route',
  b: 'Hono + HMAC + JSON, nothing kept',
  c: 'as e, but a commit per request',
  d: 'bridge',
  e: 'bridge, events only kept (engine paused)',
} as const;

export type Mode = keyof typeof MODES;

function appOf(mode: Mode, folder: string): Hono {
  switch (mode) {
    case 'a':
      return new Hono().post('/line/webhook', (c) => c.body(null, 200));
    case 'b':
      return new Hono().post('/line/webhook', async (c) => {
        const raw = new Uint8Array(await c.req.arrayBuffer());
        const signature = c.req.header('x-line-signature');
        if (!verifyLineSignature(raw, signature, [SECRET])) return c.body(null, 401);
        const body: unknown = JSON.parse(new TextDecoder().decode(raw));
        return c.body(null, typeof body === 'object' && body !== null ? 200 : 400);
      });
    case 'c':
      return openWorkspace(folder, { commits: 'direct', engine: 'paused' }).app;
    case 'd':
      return openWorkspace(folder, { commits: 'grouped', engine: 'running' }).app;
    case 'e':
      return openWorkspace(folder, { commits: 'grouped', engine: 'paused' }).app;
    default:
      return mode satisfies never;
  }
}

if (process.send !== undefined) {
  const [mode, folder] = process.argv.slice(2);
  const server = createAdaptorServer({ fetch: appOf(mode as Mode, folder ?? '').fetch });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  // The one who started us is gone: so are we.
  process.on('disconnect', () => process.exit(0));
}
