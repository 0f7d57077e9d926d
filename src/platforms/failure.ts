import type { Outcome, RefusalReason } from '../domain/delivery/outcome.ts';
import type { HttpResult } from './http.ts';

/** Every way a call can end without an answer to read. Fits into any `Outcome`. */
export type Failure = Exclude<Outcome<never>, { kind: 'sent' }>;

/** An answer that arrived whole, whatever its status. */
export type HttpAnswer = Extract<HttpResult, { kind: 'answer' }>;

/** Wraps an answer that needed no repeat. */
export function sent<Answer>(answer: Answer, already = false): Outcome<Answer> {
  return { kind: 'sent', answer, already };
}

/** `status` 0: the platform was never asked. */
export function refused(reason: RefusalReason, status: number, detail: string): Failure {
  return { kind: 'refused', reason, status, detail };
}

/** It has waited already: others get their turn, no more. */
const NONE_FREE_MS = 1000;

/** The meaning of a call without a whole answer: never made, or sent with an unknown end. */
export function failureOf(result: Exclude<HttpResult, HttpAnswer>): Failure {
  switch (result.kind) {
    case 'none-free':
      return { kind: 'retry', reason: 'none-free', afterMs: NONE_FREE_MS, detail: 'none free' };
    case 'withheld':
      return { kind: 'withheld' };
    case 'not-sent':
      return { kind: 'retry', reason: 'unreachable', afterMs: null, detail: result.detail };
    case 'no-answer':
      return {
        kind: 'unclear',
        reason: result.reason === 'too-large' ? 'unreadable-answer' : result.reason,
        detail: result.detail,
      };
    default:
      return result satisfies never;
  }
}

/** A 2xx whose body lacks what was asked for. */
export function unreadable(answer: HttpAnswer): Failure {
  return {
    kind: 'unclear',
    reason: 'unreadable-answer',
    detail: `HTTP ${answer.status}: unreadable body`,
  };
}

/** 2xx: the platform took it. */
export const isSuccess = (answer: HttpAnswer) => answer.status >= 200 && answer.status < 300;

/** The meaning of a 4xx on both platforms (line.md §2.4, line-works.md §3.4), except 429. */
export function refusalOf(status: number): RefusalReason {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 410:
      return 'gone';
    case 413:
      return 'too-large';
    default:
      return 'bad-request';
  }
}
