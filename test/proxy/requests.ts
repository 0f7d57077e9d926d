import http from 'node:http';
import https from 'node:https';
import { PATIENCE_MS } from '../helpers/until.ts';

export interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Hangs up so long after all has been said; absent: not before some minutes. Ms. */
  readonly patienceMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** One request over a connection of its own; the certificate is the test's. `onPiece` sees it come. */
export function ask(asked: Asked, onPiece?: (piece: string) => void): Promise<Answer> {
  const { request } = asked.url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(
      asked.url,
      {
        method: asked.method ?? 'GET',
        agent: false,
        rejectUnauthorized: false,
        headers: { ...asked.headers, 'content-length': Buffer.byteLength(asked.body ?? '') },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          onPiece?.(piece);
        });
        answer.once('error', reject);
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
        );
      },
    );
    call.once('error', reject);
    const hangUp = () => call.destroy(new Error('hung up'));
    setTimeout(hangUp, PATIENCE_MS).unref();
    const { patienceMs } = asked;
    // Who hangs up soon has said all before.
    if (patienceMs !== undefined) call.once('finish', () => setTimeout(hangUp, patienceMs).unref());
    call.end(asked.body);
  });
}

/** Its status; 0: no answer. */
export const statusOf = (asked: Asked): Promise<number> =>
  ask(asked).then(
    ({ status }) => status,
    () => 0,
  );
