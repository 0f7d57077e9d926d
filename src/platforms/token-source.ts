import * as z from 'zod';
import type { Clock } from '../domain/clock.ts';
import { detailOf, jsonOf } from './answers.ts';
import { type Failure, failureOf, refused } from './failure.ts';
import type { HttpPort } from './http.ts';
import type { HeldToken, KeptToken } from './kept-token.ts';
import * as lenient from './lenient.ts';

/** A token is replaced after this part of its life (line-works.md §11). */
const RENEW_AT = 0.8;

/** A token ready for use, or the outcome of every call that needed one. */
export type TokenResult = { readonly kind: 'token'; readonly value: string } | Failure;

/** Where calls get their bearer token. */
export interface TokenSource {
  get(): Promise<TokenResult>;
  /** A token other than the refused one; null when there can be none. */
  renew(refusedToken: string): Promise<TokenResult | null>;
}

/** A token endpoint's answer. */
export interface IssuedToken {
  readonly kind: 'issued';
  readonly value: string;
  readonly lifeMs: number;
  /** As the platform granted it; null when not told. */
  readonly scope: string | null;
}

/** A source that tells which token is in use. */
export interface CachedTokens extends TokenSource {
  /** Null before the first. */
  held(): HeldToken | null;
}

/** A token used until the platform refuses it. */
export function fixedToken(value: string): TokenSource {
  return { get: async () => ({ kind: 'token', value }), renew: async () => null };
}

/**
 * Keeps one token and lets all callers wait for the same fetch. A failed fetch is not kept; while
 * the old token is still valid, it bridges a token endpoint that is down.
 *
 * @param kept where a token outlives the sleep of its host; absent: it does not
 */
export function cachedToken(
  clock: Clock,
  issue: () => Promise<IssuedToken | Failure>,
  kept?: KeptToken,
): CachedTokens {
  let held: HeldToken | null = kept?.read() ?? null;
  let pending: Promise<TokenResult> | null = null;

  async function fetchToken(): Promise<TokenResult> {
    const from = clock.now();
    const issued = await issue();
    if (issued.kind === 'issued') {
      const { value, lifeMs, scope } = issued;
      held = { value, renewAt: from + lifeMs * RENEW_AT, endsAt: from + lifeMs, scope };
      kept?.keep(held);
      return { kind: 'token', value };
    }
    if (held !== null && clock.now() < held.endsAt) return { kind: 'token', value: held.value };
    return issued;
  }

  function fetchOnce(): Promise<TokenResult> {
    pending ??= fetchToken().finally(() => {
      pending = null;
    });
    return pending;
  }

  async function get(): Promise<TokenResult> {
    if (held !== null && clock.now() < held.renewAt) return { kind: 'token', value: held.value };
    return fetchOnce();
  }

  async function renew(refusedToken: string): Promise<TokenResult> {
    // Of many calls refused at once only the first fetches a new token.
    if (held?.value === refusedToken) held = null;
    return get();
  }

  return { get, renew, held: () => held };
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: lenient.number,
  scope: lenient.text,
});

const errorSchema = z.object({ error: lenient.text, error_description: lenient.text });

/**
 * Posts a form to a token endpoint. `invalid_client` is `unauthorized`: our id or secret is wrong
 * and a repeat does not help. Any other failure is `no-token`, to be tried again.
 *
 * @param fallbackLifeSeconds used when `expires_in`, which may be a string, is unusable.
 */
export async function requestToken(
  http: HttpPort,
  url: string,
  form: Readonly<Record<string, string>>,
  limits: {
    readonly deadlineMs: number;
    readonly maxBytes: number;
    readonly fallbackLifeSeconds: number;
  },
): Promise<IssuedToken | Failure> {
  const result = await http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Kakehashi' },
    body: new URLSearchParams(form).toString(),
    // Words wait for it, whoever asks for it first.
    carries: 'words',
    deadlineMs: limits.deadlineMs,
    maxBytes: limits.maxBytes,
  });
  if (result.kind === 'none-free') return failureOf(result);
  if (result.kind !== 'answer') return noToken(describe(failureOf(result)));
  const json = jsonOf(result);
  const token = tokenSchema.safeParse(json).data;
  if (result.status === 200 && token !== undefined) {
    const seconds = token.expires_in ?? 0;
    const lifeMs = (seconds > 0 ? seconds : limits.fallbackLifeSeconds) * 1000;
    return { kind: 'issued', value: token.access_token, lifeMs, scope: token.scope ?? null };
  }
  const said = errorSchema.safeParse(json).data;
  const words = [said?.error, said?.error_description].filter(Boolean).join(', ');
  const detail = `token: ${detailOf(result, words || null)}`;
  const wrongClient = said?.error === 'invalid_client';
  if (wrongClient && (result.status === 400 || result.status === 401)) {
    return refused('unauthorized', result.status, detail);
  }
  return noToken(detail);
}

function describe(failure: Failure): string {
  return 'detail' in failure ? `token: ${failure.detail}` : 'token: withheld';
}

function noToken(detail: string): Failure {
  return { kind: 'retry', reason: 'no-token', afterMs: null, detail };
}
