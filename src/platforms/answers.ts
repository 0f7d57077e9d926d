import { HOUR_MS } from '../domain/durations.ts';
import type { HttpAnswer } from './failure.ts';

const DETAIL_MAX = 200;

const decoder = new TextDecoder();

/** An answer's JSON; undefined if it is not JSON, such as a proxy's HTML page (line.md §2.4). */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(decoder.decode(answer.body));
  } catch {
    return undefined;
  }
}

/** For logs: the status, the platform's own words in one short line, its request id. */
export function detailOf(answer: HttpAnswer, words: string | null): string {
  const line = (words ?? 'no message').replace(/[\p{Cc}\s]+/gu, ' ').slice(0, DETAIL_MAX);
  const requestId = answer.headers['x-line-request-id'];
  return `HTTP ${answer.status}: ${line}${requestId === undefined ? '' : ` (${requestId})`}`;
}

/** The number at the start of a header, if any: drafts of `RateLimit` append parameters to it. */
export function headerNumber(answer: Pick<HttpAnswer, 'headers'>, name: string): number | null {
  const digits = /^\s*(\d{1,9})(?![\d.])/.exec(answer.headers[name] ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A longer pause is cut to this. */
const MOST_PAUSE_MS = HOUR_MS;

/** `Retry-After`, seconds or a date, as ms from now, at most an hour; null when absent or past. */
export function retryAfterMs(answer: HttpAnswer, now: number): number | null {
  const seconds = headerNumber(answer, 'retry-after');
  if (seconds !== null) return Math.min(seconds * 1000, MOST_PAUSE_MS);
  const at = Date.parse(answer.headers['retry-after'] ?? '');
  return at > now ? Math.min(at - now, MOST_PAUSE_MS) : null;
}
