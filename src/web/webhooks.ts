import type { Commit } from '../../bridge/commit.ts';
import type { Accepted } from '../../bridge/receive/accepted.ts';
import type { WorksHeaders } from '../../bridge/receive/line-works.ts';
import { logUnread } from '../log.ts';
import { type BodyGate, type BodySource, createBodyGate } from './body-gate.ts';

type Kept = Extract<Accepted, { status: 200 }>;

/** The two addresses that the platforms call. */
export type WebhookPath = '/line/webhook' | '/works/callback';
export const WEBHOOK_PATHS: readonly WebhookPath[] = ['/line/webhook', '/works/callback'];

export interface WebhookParts {
  readonly mayBeFromLine: (signature: string | undefined) => boolean;
  readonly acceptLine: (raw: Uint8Array, signature: string | undefined) => Accepted;
  readonly mayBeFromWorks: (headers: WorksHeaders) => boolean;
  readonly acceptWorks: (raw: Uint8Array, headers: WorksHeaders) => Accepted;
  readonly keep: Commit<Kept>;
  /** A webhook is about to be kept; `arrived` follows. */
  readonly arriving: () => void;
  /** It has been kept, or could not be. */
  readonly arrived: (isKept: boolean) => void;
  /** It is to be answered with this status, so long after its last byte (ms; null: the body was not read). */
  readonly answered?: (path: WebhookPath, status: number, tookMs: number | null) => void;
}

/** A request's method, address and headers; names in lower case. */
export interface AskedWebhook {
  readonly path: WebhookPath;
  readonly header: (name: string) => string | undefined;
}

export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 408 | 413 | 503;
  /** Null: no body. */
  readonly text: string | null;
  /** Ends the connection without waiting for the rest of the body. */
  readonly endsConnection: boolean;
}

/** The HTTP side of the platforms' webhooks: verify, make durable, answer; the work comes later. */
export interface Webhooks {
  /** Whether the headers allow that it is a webhook, with a declared and acceptable length. */
  mayBeRead(asked: AskedWebhook): boolean;
  answer(asked: AskedWebhook, source: BodySource): Promise<WebhookAnswer>;
  /** Whether the latest webhook could not be kept, a moment ago: the next one probably cannot, either. */
  isRefusing(): boolean;
}

/** Bodies over 1 MB are refused on both runtimes (DESIGN §11 Webhooks). */
const MOST_BYTES = 1_000_000;
/**
 * A platform's webhook has a few kB, and LINE waits two seconds for its answer: a body that takes
 * longer, or more than these together, is no platform's.
 */
const LIMITS = { bytesEach: MOST_BYTES, bytesTogether: 16_000_000, bodies: 1000, ms: 5000 };
/** An unwanted body above this is not waited for: its connection ends with the answer. */
const SMALL_BYTES = 64_000;
/** How long a webhook that could not be kept speaks for the next one. Real ms. */
const REFUSING_MS = 5000;
/** How long a stranger's body of unknown length is measured. */
const MEASURE_MS = 500;

const TOO_LARGE: WebhookAnswer = { status: 413, text: 'too large', endsConnection: false };
const bare = (status: WebhookAnswer['status'], endsConnection = false): WebhookAnswer => ({
  status,
  text: null,
  endsConnection,
});

export function createWebhooks(parts: WebhookParts): Webhooks {
  const gate = createBodyGate(LIMITS);
  let refusedAt = Number.NEGATIVE_INFINITY;
  return {
    isRefusing: () => performance.now() - refusedAt < REFUSING_MS,
    mayBeRead: (asked) => {
      const declared = lengthOf(asked);
      return declared !== null && declared <= MOST_BYTES && isPlausible(parts, asked);
    },
    answer: async (asked, source) => {
      const raw = await bodyOf(asked, source, gate, isPlausible(parts, asked));
      if (!(raw instanceof Uint8Array)) {
        parts.answered?.(asked.path, raw.status, null);
        return raw;
      }
      const readAt = performance.now();
      const status = await keep(parts, accept(parts, asked, raw));
      const now = performance.now();
      if (status === 503) refusedAt = now;
      else if (status === 200) refusedAt = Number.NEGATIVE_INFINITY;
      parts.answered?.(asked.path, status, now - readAt);
      return bare(status);
    },
  };
}

function isPlausible(parts: WebhookParts, asked: AskedWebhook): boolean {
  return asked.path === '/line/webhook'
    ? parts.mayBeFromLine(asked.header('x-line-signature'))
    : parts.mayBeFromWorks(worksHeaders(asked));
}

function accept(parts: WebhookParts, asked: AskedWebhook, raw: Uint8Array): Accepted {
  return asked.path === '/line/webhook'
    ? parts.acceptLine(raw, asked.header('x-line-signature'))
    : parts.acceptWorks(raw, worksHeaders(asked));
}

const worksHeaders = ({ header }: AskedWebhook): WorksHeaders => ({
  botId: header('x-works-botid'),
  signature: header('x-works-signature'),
});

/**
 * The raw bytes of a request, or the answer that refuses it. Its headers can refuse it before a
 * byte is read; an undeclared length is measured without keeping a byte.
 */
async function bodyOf(
  asked: AskedWebhook,
  source: BodySource,
  gate: BodyGate,
  isPlausible: boolean,
): Promise<Uint8Array | WebhookAnswer> {
  const declared = lengthOf(asked);
  if (declared !== null && declared > MOST_BYTES) {
    source.stop();
    return TOO_LARGE;
  }
  if (!isPlausible) {
    if (declared === null && (await gate.isTooLarge(source, MEASURE_MS))) return TOO_LARGE;
    source.stop();
    const isSmall = declared !== null && declared <= SMALL_BYTES;
    return bare(401, !isSmall);
  }
  const read = await gate.read(source);
  switch (read.kind) {
    case 'whole':
      return read.bytes;
    case 'too-large':
      return TOO_LARGE;
    case 'too-slow':
      logUnread(asked.path, read.kind);
      return { status: 408, text: 'too slow', endsConnection: true };
    case 'gave-way':
      logUnread(asked.path, read.kind);
      return { status: 503, text: 'busy', endsConnection: true };
    case 'broke-off':
      logUnread(asked.path, read.kind);
      return bare(400);
    default:
      return read satisfies never;
  }
}

function lengthOf({ header }: AskedWebhook): number | null {
  const declared = header('content-length');
  return declared !== undefined && /^\d{1,15}$/.test(declared) ? Number(declared) : null;
}

/** 200 only once everything in the webhook is durable. */
async function keep(parts: WebhookParts, accepted: Accepted): Promise<200 | 400 | 401 | 503> {
  if (accepted.status !== 200) return accepted.status;
  if (accepted.arrivals.length === 0 && accepted.learned === null) return 200;
  parts.arriving();
  const isKept = await parts.keep(accepted);
  parts.arrived(isKept);
  return isKept ? 200 : 503;
}
