import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a request goes on, and with which headers beside its own; null: nobody is there. */
export type Onward = () => { readonly base: string; readonly headers: IncomingHttpHeaders } | null;

export interface PassingServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Passes each request on as it came, and its answer back; 502 where nobody answers. */
export async function startPassingServer(onwardOf: Onward): Promise<PassingServer> {
  const server = createServer((incoming, answer) => {
    const to = onwardOf();
    if (to === null) {
      fail(answer);
      return;
    }
    const headers = { ...incoming.headers, ...to.headers };
    const onward = request(`${to.base}${incoming.url ?? '/'}`, {
      ...{ headers },
      ...(incoming.method === undefined ? {} : { method: incoming.method }),
    });
    onward.on('response', (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    onward.on('error', () => fail(answer));
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Guarantee: it listens on a port.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function fail(answer: ServerResponse): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(502).end();
}
