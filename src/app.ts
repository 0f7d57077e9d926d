import { Hono } from 'hono';
import type { Accepted } from '../bridge/receive/accepted.ts';
import type { Commit } from '../bridge/receive/group-commit.ts';
import type { Context } from './context.ts';
import type { BlobStore } from './media/blob-store.ts';
import { mediaRoute } from './media-route.ts';
import { readBody } from './read-body.ts';
import { createReadiness } from './readiness.ts';

type Kept = Extract<Accepted, { status: 200 }>;

export interface AppParts {
  readonly context: Context;
  readonly blobs: BlobStore;
  readonly acceptLine: (raw: Uint8Array, signature: string | undefined) => Accepted;
  readonly acceptWorks: (
    raw: Uint8Array,
    headers: { readonly botId: string | undefined; readonly signature: string | undefined },
  ) => Accepted;
  readonly keep: Commit<Kept>;
  /** There is something in the inbox. */
  readonly wake: () => void;
}

/** Bodies over 1 MB are refused on both runtimes (DESIGN §11 Webhooks). */
const MOST_BYTES = 1_000_000;

/** The HTTP side of a workspace (DESIGN §9): verify, make durable, answer; the work comes afterwards. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  const isReady = createReadiness(parts.context);

  app.post('/line/webhook', async (c) => {
    const raw = await readBody(c.req.raw, MOST_BYTES);
    if (raw === null) return c.text('too large', 413);
    const accepted = parts.acceptLine(raw, c.req.header('x-line-signature'));
    return c.body(null, await keep(parts, accepted));
  });

  app.post('/works/callback', async (c) => {
    const raw = await readBody(c.req.raw, MOST_BYTES);
    if (raw === null) return c.text('too large', 413);
    const accepted = parts.acceptWorks(raw, {
      botId: c.req.header('x-works-botid'),
      signature: c.req.header('x-works-signature'),
    });
    return c.body(null, await keep(parts, accepted));
  });

  for (const path of ['/line/webhook', '/works/callback']) {
    app.all(path, (c) => c.text('method not allowed', 405, { allow: 'POST' }));
  }
  app.route('/media', mediaRoute(parts.context, parts.blobs));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => (isReady() ? c.text('ready') : c.text('not ready', 503)));
  return app;
}

/** 200 only once everything in the webhook is durable. */
async function keep(parts: AppParts, accepted: Accepted): Promise<200 | 400 | 401 | 503> {
  if (accepted.status !== 200) return accepted.status;
  if (accepted.arrivals.length === 0 && accepted.learned === null) return 200;
  if (!(await parts.keep(accepted))) return 503;
  parts.wake();
  return 200;
}
