import type { HttpRequest, HttpResult } from './http.ts';

type NotSent = Extract<HttpResult, { kind: 'not-sent' }>;

/** The check of both ports before a request leaves. */
export type HostCheck = (url: URL) => boolean;

/** The address to call, or the reason why the call is not sent. */
export function openDoor(
  request: Pick<HttpRequest, 'url'>,
  allowed: HostCheck,
): { readonly url: URL } | { readonly stop: NotSent } {
  const url = URL.parse(request.url);
  if (url === null) return { stop: notSent('not an address') };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { stop: notSent(`protocol not allowed: ${url.protocol}`) };
  }
  if (!allowed(url)) return { stop: notSent(`host not allowed: ${url.host}`) };
  return { url };
}

/** Whether our own door stopped a call: it would stop a repeat, too. */
export const isDoorRefusal = (detail: string) => /^(host|protocol) not allowed: /.test(detail);

export function notSent(detail: string): NotSent {
  return { kind: 'not-sent', detail };
}

/** The error's name for logs: its code if it has one. Messages may contain addresses. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = errorCode(error);
  return code === null ? error.message : `${code}: ${error.message}`;
}

/** The system or undici code of an error or of its cause. */
export function errorCode(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = at.cause;
  }
  return null;
}

/** Codes of errors before a connection stood. Any other may have come after the request. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether a call failed before a connection stood: surely nothing was sent. */
export const neverConnected = (error: unknown): boolean =>
  NEVER_CONNECTED.has(errorCode(error) ?? '');

/** Collects an answer up to a cap. */
export class CappedBody {
  readonly #chunks: Uint8Array[] = [];
  readonly #maxBytes: number;
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** False when this chunk goes over the cap. */
  add(chunk: Uint8Array): boolean {
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) return false;
    this.#chunks.push(chunk);
    return true;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#chunks, this.#length);
  }
}
