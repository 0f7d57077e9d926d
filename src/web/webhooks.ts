import type { Commit } from '../../bridge/commit.ts';
import type { Accepted } from '../../bridge/receive/accepted.ts';
import type { WorksHeaders } from '../../bridge/receive/line-works.ts';
import type { BodySource } from './body-gate.ts';
import {
  type AskedWebhook,
  bare,
  createWebhookGate,
  hasGoodLength,
  readWebhook,
  type WebhookAnswer,
  type WebhookPath,
} from './webhook-body.ts';

type Kept = Extract<Accepted, { status: 200 }>;

export interface WebhookParts {
  readonly mayBeFromLine: (signature: string | undefined) => boolean;
  readonly acceptLine: (
    raw: Uint8Array,
    signature: string | undefined,
    receivedAt: number | undefined,
  ) => Accepted;
  readonly mayBeFromWorks: (headers: WorksHeaders) => boolean;
  readonly acceptWorks: (
    raw: Uint8Array,
    headers: WorksHeaders,
    receivedAt: number | undefined,
  ) => Accepted;
  readonly keep: Commit<Kept>;
  /** A webhook is about to be kept; `arrived` follows. */
  readonly arriving: () => void;
  /** It has been kept, or could not be. */
  readonly arrived: (isKept: boolean) => void;
  /** It is to be answered with this status, so long after its last byte (ms; null: the body was not read). */
  readonly answered?: (path: WebhookPath, status: number, tookMs: number | null) => void;
}

/** The HTTP side of the platforms' webhooks: verify, make durable, answer; the work comes later. */
export interface Webhooks {
  /** Whether the headers allow that it is a webhook, with a declared and acceptable length. */
  mayBeRead(asked: AskedWebhook): boolean;
  answer(asked: AskedWebhook, source: BodySource): Promise<WebhookAnswer>;
  /** Whether the latest webhook could not be kept, a moment ago: the next one probably cannot, either. */
  isRefusing(): boolean;
}

/** How long a webhook that could not be kept speaks for the next one. Real ms. */
const REFUSING_MS = 5000;

export function createWebhooks(parts: WebhookParts): Webhooks {
  const gate = createWebhookGate();
  let refusedAt = Number.NEGATIVE_INFINITY;
  return {
    isRefusing: () => performance.now() - refusedAt < REFUSING_MS,
    mayBeRead: (asked) => hasGoodLength(asked) && isPlausible(parts, asked),
    answer: async (asked, source) => {
      const raw = await readWebhook(asked, source, gate, isPlausible(parts, asked));
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
    ? parts.acceptLine(raw, asked.header('x-line-signature'), asked.receivedAt)
    : parts.acceptWorks(raw, worksHeaders(asked), asked.receivedAt);
}

const worksHeaders = ({ header }: AskedWebhook): WorksHeaders => ({
  botId: header('x-works-botid'),
  signature: header('x-works-signature'),
});

/** 200 only once everything in the webhook is durable. */
async function keep(parts: WebhookParts, accepted: Accepted): Promise<200 | 400 | 401 | 503> {
  if (accepted.status !== 200) return accepted.status;
  if (accepted.arrivals.length === 0 && accepted.learned === null) return 200;
  parts.arriving();
  const isKept = await parts.keep(accepted);
  parts.arrived(isKept);
  return isKept ? 200 : 503;
}
