import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Env } from '../context.ts';

/** A server that listens. */
export interface Listening {
  /** Origin, without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

/** Serves an app; port 0 takes a free one. Stopping ends open sockets at once. */
export async function listen(app: Hono<Env>, host: string, port: number): Promise<Listening> {
  // The platform runs inside its caller's process: it must not swap the caller's globals.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((req, res) => {
    void listener(req, res);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
