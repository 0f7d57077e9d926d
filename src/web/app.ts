import { type Context as Call, Hono } from 'hono';
import type { Commit } from '../../bridge/commit.ts';
import type { Accepted } from '../../bridge/receive/accepted.ts';
import type { WorksHeaders } from '../../bridge/receive/line-works.ts';
import type { Context } from '../context.ts';
import { logFault, logUnread } from '../log.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { type BodyGate, type BodySource, createBodyGate } from './body-gate.ts';
import { mediaRoute } from './media-route.ts';
import { createReadiness } from './readiness.ts';

type Kept = Extract<Accepted, { status: 200 }>;

export interface AppParts {
  readonly context: Context;
  readonly blobs: BlobStore;
  readonly bodyOf: (request: Request, env: unknown) => BodySource;
  readonly mayBeFromLine: (signature: string | undefined) => boolean;
  readonly acceptLine: (raw: Uint8Array, signature: string | undefined) => Accepted;
  readonly mayBeFromWorks: (headers: WorksHeaders) => boolean;
  readonly acceptWorks: (raw: Uint8Array, headers: WorksHeaders) => Accepted;
  readonly keep: Commit<Kept>;
  /** There is something in the inbox. */
  readonly wake: () => void;
}

/** Bodies over 1 MB are refused on both runtimes (DESIGN §11 Webhooks). */
const MOST_BYTES = 1_000_000;
/**
 * A webhook of a platform has a few kB, and LINE waits two seconds for its answer: what takes longer, or
 * more than these together, is nobody's whom we wait for.
 */
const LIMITS = { bytesEach: MOST_BYTES, bytesTogether: 16_000_000, bodies: 1000, ms: 5000 };
/** More than this of a body that is not wanted is not waited for: its connection ends with the answer. */
const SMALL_BYTES = 64_000;
const END_CONNECTION = { connection: 'close' };
/** How long a stranger's body of unknown length is looked at for its size. */
const MEASURE_MS = 500;

/** The HTTP side of a workspace (DESIGN §9): verify, make durable, answer; the work comes afterwards. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  const gate = createBodyGate(LIMITS);
  const isReady = createReadiness(parts.context);

  app.post('/line/webhook', async (c) => {
    const signature = c.req.header('x-line-signature');
    const raw = await bodyOf(c, parts, gate, parts.mayBeFromLine(signature));
    if (raw instanceof Response) return raw;
    return c.body(null, await keep(parts, parts.acceptLine(raw, signature)));
  });

  app.post('/works/callback', async (c) => {
    const headers = {
      botId: c.req.header('x-works-botid'),
      signature: c.req.header('x-works-signature'),
    };
    const raw = await bodyOf(c, parts, gate, parts.mayBeFromWorks(headers));
    if (raw instanceof Response) return raw;
    return c.body(null, await keep(parts, parts.acceptWorks(raw, headers)));
  });

  for (const path of ['/line/webhook', '/works/callback']) {
    app.all(path, (c) => c.text('method not allowed', 405, { allow: 'POST' }));
  }
  app.route('/media', mediaRoute(parts.context, parts.blobs));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => (isReady() ? c.text('ready') : c.text('not ready', 503)));
  app.onError((error, c) => {
    logFault('http', error);
    return c.text('internal error', 500);
  });
  return app;
}

/**
 * The raw bytes of a request, or the answer that refuses it. What its headers tell refuses it before
 * anything is read; a length that is not declared is found out without keeping a byte.
 */
async function bodyOf(
  c: Call,
  { bodyOf: sourceOf }: AppParts,
  gate: BodyGate,
  isPlausible: boolean,
): Promise<Uint8Array | Response> {
  const declared = lengthOf(c.req.header('content-length'));
  const source = sourceOf(c.req.raw, c.env);
  if (declared !== null && declared > MOST_BYTES) {
    source.stop();
    return c.text('too large', 413);
  }
  if (!isPlausible) {
    if (declared === null && (await gate.isTooLarge(source, MEASURE_MS))) {
      return c.text('too large', 413);
    }
    source.stop();
    const isSmall = declared !== null && declared <= SMALL_BYTES;
    return c.body(null, 401, isSmall ? {} : END_CONNECTION);
  }
  const read = await gate.read(source);
  switch (read.kind) {
    case 'whole':
      return read.bytes;
    case 'too-large':
      return c.text('too large', 413);
    case 'too-slow':
      logUnread(c.req.path, read.kind);
      return c.text('too slow', 408, END_CONNECTION);
    case 'gave-way':
      logUnread(c.req.path, read.kind);
      return c.text('busy', 503, END_CONNECTION);
    case 'broke-off':
      logUnread(c.req.path, read.kind);
      return c.body(null, 400);
    default:
      return read satisfies never;
  }
}

const lengthOf = (header: string | undefined) =>
  header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null;

/** 200 only once everything in the webhook is durable. */
async function keep(parts: AppParts, accepted: Accepted): Promise<200 | 400 | 401 | 503> {
  if (accepted.status !== 200) return accepted.status;
  if (accepted.arrivals.length === 0 && accepted.learned === null) return 200;
  if (!(await parts.keep(accepted))) return 503;
  parts.wake();
  return 200;
}
