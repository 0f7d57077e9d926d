import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import type { HttpPort, HttpRequest, HttpResult } from './http.ts';
import { CappedBody, describeError, type HostCheck, notSent, openDoor } from './http-door.ts';
import { type HttpStreamPort, type OpenExchange, streamDoor } from './http-stream.ts';

/** Per origin. A platform call takes about 100 ms, so this is far above any rate limit. */
const CONNECTIONS = 128;
/** For a host that does not answer. Ends in `not-sent`, so it may be shorter than any deadline. */
const CONNECT_TIMEOUT_MS = 4_000;

/**
 * The door to the platforms on Node: one undici pool per origin, connections kept alive, redirects
 * handed back. `close` drops what is still open; such calls end as `cut-off`.
 */
export function createUndiciHttp(options: { readonly allowedHosts: HostCheck }): {
  http: HttpPort;
  stream: HttpStreamPort;
  close(): Promise<void>;
} {
  const agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // Our own deadline spans the whole exchange; undici's would only cut it into parts.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const http: HttpPort = async (request) => {
    const door = openDoor(request, options.allowedHosts);
    if ('stop' in door) return door.stop;
    return new Promise((resolve) => new Exchange(request, resolve).begin(agent, door.url));
  };
  const stream = streamDoor(openWith(agent), options.allowedHosts);
  return { http, stream, close: () => agent.destroy() };
}

/** A file's exchange: undici takes and gives pieces as fast as the other end does. */
function openWith(agent: Agent): OpenExchange {
  return async (url, { method, headers, body }, signal) => {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: body ? { ...headers, 'content-length': String(body.length) } : headers,
      body: body ? Readable.from(body.pieces, { objectMode: false }) : null,
      signal,
    });
    // An answer not read to its end breaks off; its reader hears of that on its own.
    answer.body.on('error', () => undefined);
    return { status: answer.statusCode, headers: flat(answer.headers), body: answer.body };
  };
}

/**
 * One request on its way. It uses the handler interface instead of `agent.request`, because that
 * tells the moment the request is put on a connection: until then it cannot have been sent.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: HttpRequest;
  readonly #resolve: (result: HttpResult) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #body: CappedBody;
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  #status = 0;
  #headers: Record<string, string> = {};

  constructor(request: HttpRequest, resolve: (result: HttpResult) => void) {
    this.#request = request;
    this.#resolve = resolve;
    this.#body = new CappedBody(request.maxBytes);
    this.#timer = setTimeout(() => this.#fail('timeout', 'deadline passed'), request.deadlineMs);
  }

  begin(agent: Agent, url: URL): void {
    const { method, headers, body } = this.#request;
    const path = url.pathname + url.search;
    try {
      agent.dispatch({ origin: url.origin, path, method, headers, body: body ?? null }, this);
    } catch (error) {
      this.#fail('cut-off', describeError(error));
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It waited for a connection until after its deadline: undici does not write it any more.
    if (this.#settled) controller.abort(new Error('deadline passed'));
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = flat(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body.add(chunk)) return;
    this.#fail('too-large', `answer over ${this.#request.maxBytes} bytes`);
  }

  onResponseEnd(): void {
    const body = this.#body.bytes();
    this.#settle({ kind: 'answer', status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail('cut-off', describeError(error));
  }

  #fail(reason: 'timeout' | 'cut-off' | 'too-large', detail: string): void {
    if (this.#settled) return;
    const controller = this.#controller;
    this.#settle(controller === null ? notSent(detail) : { kind: 'no-answer', reason, detail });
    controller?.abort(new Error(detail));
  }

  #settle(result: HttpResult): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#resolve(result);
  }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const lines: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) lines[name.toLowerCase()] = String(value);
  }
  return lines;
}
