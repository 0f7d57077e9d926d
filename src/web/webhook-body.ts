import { logUnread } from '../log.ts';
import { type BodyGate, type BodySource, createBodyGate } from './body-gate.ts';

/** The two addresses that the platforms call. */
export type WebhookPath = '/line/webhook' | '/works/callback';
export const WEBHOOK_PATHS: readonly WebhookPath[] = ['/line/webhook', '/works/callback'];

/** A request's method, address and headers; names in lower case. */
export interface AskedWebhook {
  readonly path: WebhookPath;
  readonly header: (name: string) => string | undefined;
  /** When it came, where it has waited since; absent: now. Epoch ms. */
  readonly receivedAt?: number | undefined;
}

export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 404 | 408 | 413 | 503;
  /** Null: no body. */
  readonly text: string | null;
  /** Ends the connection without waiting for the rest of the body. */
  readonly endsConnection: boolean;
}

/** For a fault of ours; the rest of the body is not waited for. */
export const FAULT = { status: 500, text: 'internal error', endsConnection: true } as const;

/** Bodies over 1 MB are refused on both runtimes (DESIGN §11 Webhooks). */
export const MOST_BYTES = 1_000_000;
/**
 * A platform's webhook has a few kB, and LINE waits two seconds for its answer: a body that takes
 * longer, or more than these together, is no platform's.
 */
const LIMITS = { bytesEach: MOST_BYTES, bytesTogether: 16_000_000, bodies: 1000, ms: 5000 };
/** An unwanted body above this is not waited for: its connection ends with the answer. */
export const SMALL_BYTES = 64_000;
/** How long a stranger's body of unknown length is measured. */
const MEASURE_MS = 500;

const TOO_LARGE: WebhookAnswer = { status: 413, text: 'too large', endsConnection: false };
/** An answer without a text. */
export const bare = (status: WebhookAnswer['status'], endsConnection = false): WebhookAnswer => ({
  status,
  text: null,
  endsConnection,
});

/** Bounds the bodies of webhooks under way. */
export const createWebhookGate = (): BodyGate => createBodyGate(LIMITS);

/** Whether the headers declare a length, and one that is accepted. */
export function hasGoodLength(asked: AskedWebhook): boolean {
  const declared = lengthOf(asked);
  return declared !== null && declared <= MOST_BYTES;
}

/**
 * The answer that the headers alone call for; null: the body has to be read or measured first.
 *
 * @param isPlausible whether the headers allow that a platform sent it
 */
export function refusalByHeaders(asked: AskedWebhook, isPlausible: boolean): WebhookAnswer | null {
  const declared = lengthOf(asked);
  if (declared !== null && declared > MOST_BYTES) return TOO_LARGE;
  return isPlausible || declared === null ? null : bare(401, declared > SMALL_BYTES);
}

/**
 * The raw bytes of a webhook, or the answer that refuses it. Its headers can refuse it before a
 * byte is read; an undeclared length is measured without keeping a byte.
 */
export async function readWebhook(
  asked: AskedWebhook,
  source: BodySource,
  gate: BodyGate,
  isPlausible: boolean,
): Promise<Uint8Array | WebhookAnswer> {
  const refusal = refusalByHeaders(asked, isPlausible);
  if (refusal !== null) {
    source.stop();
    return refusal;
  }
  if (!isPlausible) {
    if (await gate.isTooLarge(source, MEASURE_MS)) return TOO_LARGE;
    source.stop();
    return bare(401, true);
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

/** The length that the headers declare. */
export function lengthOf({ header }: Pick<AskedWebhook, 'header'>): number | null {
  const declared = header('content-length');
  return declared !== undefined && /^\d{1,15}$/.test(declared) ? Number(declared) : null;
}
