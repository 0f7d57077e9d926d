import { type Failure, failureOf, type HttpAnswer, refused } from './failure.ts';
import type { HttpPort, HttpRequest } from './http.ts';
import type { TokenSource } from './token-source.ts';

/** Deadlines over the whole exchange, ms. */
export const SEND_DEADLINE_MS = 10_000;
export const LOOKUP_DEADLINE_MS = 5_000;
export const DIRECTORY_PAGE_DEADLINE_MS = 15_000;
export const FILE_DEADLINE_MS = 30_000;

/** Answers of both APIs stay far below this. Bytes. */
export const MAX_ANSWER_BYTES = 1_048_576;

/** One call before it has its token. */
export interface Call {
  readonly method: HttpRequest['method'];
  readonly url: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  /** A larger answer is unreadable; `MAX_ANSWER_BYTES` by default. */
  readonly maxBytes?: number;
  /** It says something to somebody, or must come before that. */
  readonly carries?: 'words';
  /** The last check before sending, in the same tick; false: the call does not leave. */
  readonly permit?: (() => boolean) | undefined;
}

/** Whatever the status. */
export type Answered = { readonly kind: 'answered'; readonly answer: HttpAnswer };

/**
 * Makes a call with a bearer token. A 401 is repeated once with a fresh token, which is safe as the
 * call was not carried out; a second 401, or a token that cannot be renewed, is `unauthorized`.
 */
export async function callWithToken(
  http: HttpPort,
  tokens: TokenSource,
  call: Call,
): Promise<Answered | Failure> {
  const token = await tokens.get();
  if (token.kind !== 'token') return token;
  const first = await attempt(http, call, token.value);
  if (first.kind !== 'answered' || first.answer.status !== 401) return first;
  const fresh = await tokens.renew(token.value);
  if (fresh === null) return first;
  if (fresh.kind !== 'token') return fresh;
  return attempt(http, call, fresh.value);
}

async function attempt(http: HttpPort, call: Call, token: string): Promise<Answered | Failure> {
  const { method, url, body, deadlineMs, carries, permit } = call;
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    'user-agent': 'Kakehashi',
    ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    ...call.headers,
  };
  const request: HttpRequest = {
    method,
    url,
    headers,
    deadlineMs,
    maxBytes: call.maxBytes ?? MAX_ANSWER_BYTES,
    ...(body === undefined ? {} : { body }),
    ...(carries === undefined ? {} : { carries }),
    ...(permit === undefined ? {} : { permit }),
  };
  if (permit?.() === false) return { kind: 'withheld' };
  const result = await http(request);
  return result.kind === 'answer' ? { kind: 'answered', answer: result } : failureOf(result);
}

/** An id that cannot be part of an address, such as `..`: the call never leaves this process. */
export const unbuildable = (detail: string) => refused('unbuildable', 0, detail);

/**
 * Fills ids into a path. Null when one is empty or a dot segment, which would name another path
 * even when encoded; a lone surrogate, which cannot be encoded, becomes U+FFFD.
 */
export function pathWith(parts: TemplateStringsArray, ...ids: readonly string[]): string | null {
  if (ids.some((id) => /^\.{0,2}$/.test(id))) return null;
  const encoded = ids.map((id) => encodeURIComponent(id.toWellFormed()));
  return parts.map((part, index) => part + (encoded[index] ?? '')).join('');
}

/** Appends a path to a base address whose own path survives (line.md §8: the SDK drops it). */
export function joinUrl(base: string, path: string): string {
  return base.replace(/(?<!\/)\/+$/, '') + path;
}
