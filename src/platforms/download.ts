import type { Outcome } from '../domain/delivery/outcome.ts';
import { MINUTE_MS } from '../domain/durations.ts';
import { MAX_ANSWER_BYTES } from './calls.ts';
import { type Failure, failureOf, type HttpAnswer, refused } from './failure.ts';
import { CappedBody } from './http-door.ts';
import type {
  HttpStreamBody,
  HttpStreamPort,
  HttpStreamRequest,
  HttpStreamResult,
} from './http-stream.ts';
import type { TokenSource } from './token-source.ts';

/** A file as it comes in. */
export interface Download {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes, as announced; null without an announcement. */
  readonly size: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Takes a file in; its result is the result of the call. */
export type Sink<Taken> = (download: Download) => Promise<Taken>;

/** Deadlines of a file's call: the first byte soon, then no long silence. */
export const FILE_PATIENCE = {
  headersMs: 30_000,
  idleMs: 30_000,
  totalMs: 15 * MINUTE_MS,
} as const;

/** Our own side of an upload is missing. */
const GONE = { kind: 'gone' } as const;

export type StreamAnswer = Extract<HttpStreamResult, { kind: 'answer' }>;

/**
 * Makes a streaming call with a bearer token; on 401 once more with a fresh one. Each attempt needs
 * a new request body, so the body is given as a function; null: it is no longer there.
 */
export async function streamWithToken(
  stream: HttpStreamPort,
  tokens: TokenSource,
  call: Omit<HttpStreamRequest, 'body'>,
  body?: () => Promise<HttpStreamBody | null>,
): Promise<{ readonly kind: 'answered'; readonly answer: StreamAnswer } | Failure> {
  const token = await tokens.get();
  if (token.kind !== 'token') return token;
  const attempt = async (value: string) => {
    const piped = await body?.();
    if (piped === null) return GONE;
    return stream({
      ...call,
      ...(piped === undefined ? {} : { body: piped }),
      headers: {
        authorization: `Bearer ${value}`,
        'user-agent': 'Kakehashi',
        'accept-encoding': 'identity',
        ...call.headers,
      },
    });
  };
  let result = await attempt(token.value);
  if (result.kind === 'answer' && result.status === 401) {
    const fresh = await tokens.renew(token.value);
    if (fresh !== null) {
      await drop(result);
      if (fresh.kind !== 'token') return fresh;
      result = await attempt(fresh.value);
    }
  }
  if (result.kind === 'gone') return refused('gone', 0, 'what was to be sent is no longer kept');
  return result.kind === 'answer' ? { kind: 'answered', answer: result } : failureOf(result);
}

/** Passes the answer's bytes to the sink. */
export async function takeDownload<Taken>(
  answer: StreamAnswer,
  sink: Sink<Taken>,
): Promise<Outcome<Taken>> {
  const { headers, body } = answer;
  const announced = /^\d{1,15}$/.exec(headers['content-length'] ?? '')?.[0];
  // Compressed against our wish, it is longer than announced.
  const isCoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
  const size = announced === undefined || isCoded ? null : Number(announced);
  return { kind: 'sent', answer: await sink({ headers, size, body }), already: false };
}

/** Leaves an answer unread. */
export async function drop({ body }: StreamAnswer): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

/** Reads a short answer whole, such as an error's. */
export async function wholeAnswer(answer: StreamAnswer): Promise<HttpAnswer | Failure> {
  const read = new CappedBody(MAX_ANSWER_BYTES);
  try {
    for await (const piece of answer.body) {
      if (read.add(piece)) continue;
      return { kind: 'unclear', reason: 'unreadable-answer', detail: 'answer too large' };
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown error';
    return { kind: 'unclear', reason: 'cut-off', detail };
  }
  return { kind: 'answer', status: answer.status, headers: answer.headers, body: read.bytes() };
}
