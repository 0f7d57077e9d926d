import type { HttpPort, HttpRequest, HttpResult } from './http.ts';
import {
  CappedBody,
  describeError,
  type HostCheck,
  neverConnected,
  notSent,
  openDoor,
} from './http-door.ts';
import { type HttpStreamPort, type OpenExchange, streamDoor } from './http-stream.ts';

/**
 * The door to the platforms on Workers. `fetch` does not tell when a request leaves, so any error
 * that is not surely a missing connection counts as sent: `no-answer`.
 */
export function createFetchHttp(options: {
  readonly allowedHosts: HostCheck;
  readonly fetch?: typeof globalThis.fetch;
}): HttpPort {
  return async (request) => {
    const door = openDoor(request, options.allowedHosts);
    if ('stop' in door) return door.stop;
    const abort = new AbortController();
    // Looked up per call and never as a method: workerd refuses a `fetch` with a foreign `this`.
    const fetch = options.fetch ?? globalThis.fetch;
    const exchanged = exchange(fetch, door.url, request, abort.signal);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<HttpResult>((resolve) => {
      const late: HttpResult = { kind: 'no-answer', reason: 'timeout', detail: 'deadline passed' };
      timer = setTimeout(() => resolve(late), request.deadlineMs);
    });
    try {
      return await Promise.race([exchanged, deadline]);
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  };
}

async function exchange(
  fetch: typeof globalThis.fetch,
  url: URL,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResult> {
  let response: Response;
  try {
    response = await fetch(url.href, {
      method: request.method,
      headers: { ...request.headers },
      body: bodyOf(request),
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    const detail = describeError(error);
    if (neverConnected(error)) return notSent(detail);
    return { kind: 'no-answer', reason: 'cut-off', detail };
  }
  request.onHeaders?.();
  return readAnswer(response, request.maxBytes);
}

/** `fetch` wants bytes in memory of their own, not in a shared buffer. */
function bodyOf({ body }: HttpRequest): string | Uint8Array<ArrayBuffer> | null {
  return body instanceof Uint8Array ? new Uint8Array(body) : (body ?? null);
}

async function readAnswer(response: Response, maxBytes: number): Promise<HttpResult> {
  const body = new CappedBody(maxBytes);
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      if (body.add(part.value)) continue;
      await reader?.cancel();
      return { kind: 'no-answer', reason: 'too-large', detail: `answer over ${maxBytes} bytes` };
    }
  } catch (error) {
    return { kind: 'no-answer', reason: 'cut-off', detail: describeError(error) };
  }
  const headers = Object.fromEntries(response.headers);
  return { kind: 'answer', status: response.status, headers, body: body.bytes() };
}

/** The door for files on Workers. */
export function createFetchStream(options: {
  readonly allowedHosts: HostCheck;
  readonly fetch?: typeof globalThis.fetch;
}): HttpStreamPort {
  const open: OpenExchange = async (url, { method, headers, body }, signal) => {
    const fetch = options.fetch ?? globalThis.fetch;
    const response = await fetch(url.href, {
      method,
      headers: { ...headers },
      ...(body ? { body: fixedLength(body.pieces, body.length), ...HALF_DUPLEX } : {}),
      redirect: 'manual',
      signal,
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: piecesOf(response.body),
    };
  };
  return streamDoor(open, options.allowedHosts);
}

/** Node's `fetch` demands it for streamed bodies; workerd knows no other mode. */
const HALF_DUPLEX = { duplex: 'half' } as const;

/** workerd sends a body's length only if the body's stream knows it. */
function fixedLength(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const source = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const part = await iterator.next();
      if (part.done === true) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
  const { FixedLengthStream: Fixed } = globalThis as { FixedLengthStream?: FixedLength };
  return Fixed === undefined ? source : source.pipeThrough(new Fixed(length));
}

/** workerd's own class; Node does not have it. */
type FixedLength = new (length: number) => ReadableWritablePair<Uint8Array, Uint8Array>;

async function* piecesOf(stream: ReadableStream<Uint8Array> | null): AsyncIterable<Uint8Array> {
  const reader = stream?.getReader();
  try {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      yield part.value;
    }
  } finally {
    await reader?.cancel();
  }
}
