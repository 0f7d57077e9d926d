import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { AuditFeed } from './audit-feed.ts';
import { goLive } from './live.ts';
import { pageApp } from './page-app.ts';
import type { Stage } from './stage.ts';

/** A page that is being served. */
export interface OpenPage {
  readonly url: string;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
}

/** Serves the page to browsers on this machine only; rejects when the port is taken. */
export async function openPage(
  options: Stage & { readonly feed: AuditFeed; readonly port: number },
): Promise<OpenPage> {
  const { feed, port, ...stage } = options;
  const live = goLive(stage, feed);
  // The bridge may run in this process: its globals stay its own.
  const listener = getRequestListener(pageApp(stage, feed, live).fetch, {
    overrideGlobalObjects: false,
  });
  const server = createServer((request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    live.stop();
    throw error;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop() {
      live.stop();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
