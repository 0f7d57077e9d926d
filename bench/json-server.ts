import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A request as the simulated platforms see it. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** In place of JSON. */
  readonly bytes?: Uint8Array;
}

/** A bare server on a port of its own, connections kept alive; resolves with its address. */
export function serveJson(answerOf: (asked: Asked) => Answer): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const answer = answerOf({
        method: request.method ?? '',
        path,
        query: new URLSearchParams(query),
        headers: request.headers,
        body: Buffer.concat(pieces).toString(),
      });
      const { json, bytes } = answer;
      const body = bytes ?? (json === undefined ? '' : JSON.stringify(json));
      response.writeHead(answer.status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...answer.headers,
      });
      response.end(body);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** A body's JSON value; undefined when it is not JSON. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
