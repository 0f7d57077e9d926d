import { describeError, type HostCheck, neverConnected, openDoor } from './http-door.ts';

/**
 * The door for files: bytes pass through it in pieces. It promises the same hosts and the same
 * unfollowed redirects as `HttpPort`.
 */
export type HttpStreamPort = (request: HttpStreamRequest) => Promise<HttpStreamResult>;

export interface HttpStreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A body of known length, in pieces. */
  readonly body?: HttpStreamBody;
  /** Until the answer's headers. With a body: since its last piece was taken. Ms. */
  readonly headersMs: number;
  /** Between two pieces of the answer. Ms. */
  readonly idleMs: number;
  /** From the call to the last byte. Ms. */
  readonly totalMs: number;
}

export interface HttpStreamBody {
  readonly length: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

export type HttpStreamResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /**
       * The answer's bytes. Its receiver reads them or returns the iterator, which ends the
       * connection. Reading throws when the answer breaks off, stalls or takes too long.
       */
      readonly body: AsyncIterable<Uint8Array>;
    }
  /** None of our own few connections came free in time: it has not been tried. */
  | { readonly kind: 'none-free' }
  | { readonly kind: 'not-sent'; readonly detail: string }
  | {
      readonly kind: 'no-answer';
      readonly reason: 'timeout' | 'cut-off';
      readonly detail: string;
    };

/** Where there is no door for files: calls are not sent. */
export const noStream: HttpStreamPort = async () => ({
  kind: 'not-sent',
  detail: 'no door for files',
});

/** One exchange as a runtime makes it, without any deadline. */
export type OpenExchange = (
  url: URL,
  request: HttpStreamRequest,
  signal: AbortSignal,
) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}>;

/** Adds the host check and deadlines to a runtime's exchange. */
export function streamDoor(open: OpenExchange, allowedHosts: HostCheck): HttpStreamPort {
  return async (request) => {
    const door = openDoor(request, allowedHosts);
    if ('stop' in door) return door.stop;
    const watch = new Watch(request.totalMs);
    watch.expectWithin(request.headersMs);
    const { body } = request;
    const asked = body
      ? { ...request, body: { ...body, pieces: outgoing(body.pieces, watch, request.headersMs) } }
      : request;
    try {
      const answer = await open(door.url, asked, watch.signal);
      return { kind: 'answer', ...answer, body: incoming(answer.body, watch, request.idleMs) };
    } catch (error) {
      watch.end();
      const detail = watch.late ?? describeError(error);
      if (watch.late !== null) return { kind: 'no-answer', reason: 'timeout', detail };
      if (neverConnected(error)) return { kind: 'not-sent', detail };
      return { kind: 'no-answer', reason: 'cut-off', detail };
    }
  };
}

/** Ends an exchange that stalls or takes too long. */
class Watch {
  readonly #abort = new AbortController();
  readonly #total: ReturnType<typeof setTimeout>;
  #step: ReturnType<typeof setTimeout> | undefined;
  /** Which deadline passed. */
  late: string | null = null;

  constructor(totalMs: number) {
    this.#total = setTimeout(() => this.#stop('total deadline passed'), totalMs);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The next step of the exchange must come within this time. */
  expectWithin(ms: number): void {
    clearTimeout(this.#step);
    if (this.signal.aborted) return;
    this.#step = setTimeout(() => this.#stop('nothing came in time'), ms);
  }

  /** It is our turn: the platform owes no step. */
  rest(): void {
    clearTimeout(this.#step);
  }

  end(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#step);
    this.#abort.abort();
  }

  #stop(detail: string): void {
    this.late = detail;
    this.end();
  }
}

/** While a piece is taken, the platform's time runs; while we make one, no clock runs. */
async function* outgoing(
  pieces: AsyncIterable<Uint8Array>,
  watch: Watch,
  ms: number,
): AsyncIterable<Uint8Array> {
  for await (const piece of pieces) {
    watch.expectWithin(ms);
    yield piece;
  }
}

/** Not a generator: one that never began would not hear of its end. */
function incoming(
  pieces: AsyncIterable<Uint8Array>,
  watch: Watch,
  idleMs: number,
): AsyncIterable<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  watch.rest();
  const end = async (): Promise<IteratorResult<Uint8Array>> => {
    watch.end();
    await iterator.return?.();
    return { done: true, value: undefined };
  };
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    watch.expectWithin(idleMs);
    try {
      const part = await iterator.next();
      watch.rest();
      if (part.done === true) watch.end();
      return part;
    } catch (error) {
      const detail = watch.late ?? describeError(error);
      watch.end();
      throw new Error(detail);
    }
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}
