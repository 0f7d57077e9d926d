import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context as Call } from 'hono';
import { Hono } from 'hono';
import type { Context } from '../context.ts';
import { SECOND_MS } from '../domain/durations.ts';
import { EXPOSITION_TYPE, exposition } from '../domain/figures/exposition.ts';
import { gatherMetrics, type ProcessFacts } from '../services/metrics/gather.ts';
import { bearerOf, UNAUTHORIZED } from './bearer.ts';

/** Who asks, as the host sees it; null: it cannot tell (Workers). */
export type PeerOf = (env: unknown) => string | null;

export interface MetricsParts {
  /** Null: only this machine may ask. */
  readonly token: string | null;
  readonly peerOf: PeerOf;
  readonly facts: ProcessFacts;
}

/** `GET /metrics`: Prometheus text for operators. */
export function metricsRoute(context: Context, { token, peerOf, facts }: MetricsParts): Hono {
  const text = rememberedText(context, facts);
  return new Hono().get('/', async (c) => {
    const pass = token === null ? passOfPeer(c, peerOf) : passOfToken(c, token);
    switch (pass) {
      case 'may':
        return c.body(await text(), 200, {
          'content-type': EXPOSITION_TYPE,
          'cache-control': 'no-store',
        });
      case 'token':
        return c.text('unauthorized', 401, UNAUTHORIZED);
      case 'nobody':
        // As for an address that does not exist: strangers need not know that it could be opened.
        return c.notFound();
      default:
        return pass satisfies never;
    }
  });
}

type Pass = 'may' | 'token' | 'nobody';

const passOfToken = (c: Call, token: string): Pass => {
  const given = bearerOf(c.req.header('authorization'));
  return given !== null && isSame(given, token) ? 'may' : 'token';
};

/** Digests are of one length, so the time tells nothing of the token. */
const isSame = (one: string, other: string) => timingSafeEqual(digestOf(one), digestOf(other));
const digestOf = (text: string) => createHash('sha256').update(text).digest();

/** A proxy on this machine passes strangers on: most proxies say so in one of these. */
const FORWARDING = /^(?:forwarded|via|x-real-ip|x-forwarded-.*|x-client-ip|true-client-ip|cf-.*)$/u;

/**
 * Whether the request was made on this machine: by its peer, without a proxy's headers, and addressed to this
 * machine by one of its own names, so that no web page leads a browser here under another one.
 */
function passOfPeer(c: Call, peerOf: PeerOf): Pass {
  const isForwarded = Object.keys(c.req.header()).some((name) => FORWARDING.test(name));
  const isHere = isLoopback(peerOf(c.env) ?? '') && isLoopback(hostOf(c.req.header('host') ?? ''));
  return isHere && !isForwarded ? 'may' : 'nobody';
}

/** A Host header without its port. */
const hostOf = (header: string) => header.replace(/:\d+$/u, '').replace(/^\[|\]$/gu, '');

const isLoopback = (address: string) =>
  /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/u.test(address) ||
  address === '::1' ||
  address.toLowerCase() === 'localhost';

/** One look serves all who ask within a second. */
function rememberedText(context: Context, facts: ProcessFacts): () => Promise<string> {
  let last: { readonly at: number; readonly text: Promise<string> } | null = null;
  return () => {
    const now = context.clock.now();
    if (last === null || Math.abs(now - last.at) >= SECOND_MS) {
      const text = gatherMetrics(context, facts).then(exposition);
      last = { at: now, text };
      text.catch(() => {
        last = null;
      });
    }
    return last.text;
  };
}
