import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request, its body read to the end. */
export interface HttpRequest {
  readonly method: string;
  /** As it stood on the request line: not normalised, so that a doubled slash is seen. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body was larger than the server takes; `body` is empty then. */
  readonly tooLarge: boolean;
  /** Aborted when the caller goes away before the answer. */
  readonly gone: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | null;
}

/** No answer at all, or half of one, and the connection is closed. */
export interface HttpCut {
  readonly cut: true;
  readonly halfOf?: HttpAnswer;
  /** The other half never comes, and the connection stays open. */
  readonly stalls?: boolean;
}

export interface HttpServer {
  readonly origin: string;
  /** Closes the port and every connection at once, answered or not. */
  stop(): Promise<void>;
}

export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  readonly maxBodyBytes: number;
  handle(request: HttpRequest): Promise<HttpAnswer | HttpCut>;
}

/** Listens; rejects when the port is taken. */
export function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    serve(options, incoming, outgoing).catch(() => outgoing.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve({ origin: `http://${options.host}:${boundPort(server.address())}`, stop });
    });
  });

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}

async function serve(
  options: HttpServerOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const request = await readRequest(incoming, options.maxBodyBytes, gone.signal);
  const answer = await answerTo(options, request);
  if (outgoing.destroyed) return;
  if ('cut' in answer) cut(outgoing, answer);
  else send(outgoing, answer);
}

/** A bug in the sandbox must show as one, not as a platform that hung up. */
async function answerTo(
  options: HttpServerOptions,
  request: HttpRequest,
): Promise<HttpAnswer | HttpCut> {
  try {
    return await options.handle(request);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      status: 500,
      headers: { 'content-type': 'text/plain' },
      body: `sandbox bug: ${message}`,
    };
  }
}

async function readRequest(
  incoming: IncomingMessage,
  maxBodyBytes: number,
  gone: AbortSignal,
): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  const tooLarge = size > maxBodyBytes;
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: incoming.headers,
    body: tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks),
    tooLarge,
    gone,
  };
}

function send(outgoing: ServerResponse, answer: HttpAnswer): void {
  const body = bytesOf(answer);
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  outgoing.end(body);
}

function cut(outgoing: ServerResponse, { halfOf, stalls }: HttpCut): void {
  if (halfOf === undefined) {
    outgoing.destroy();
    return;
  }
  const body = bytesOf(halfOf);
  outgoing.writeHead(halfOf.status, { ...halfOf.headers, 'content-length': String(body.length) });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    if (stalls !== true) outgoing.destroy();
  });
}

function bytesOf(answer: HttpAnswer): Buffer {
  const { body } = answer;
  if (body === undefined || body === null) return Buffer.alloc(0);
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
}
