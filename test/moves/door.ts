import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The public address of a bridge on Node: a proxy, as docs/operations.md has it, that can be led elsewhere. */
export interface Door {
  readonly url: string;
  /** Where requests go from now on, perhaps below a path; null: nobody is there. */
  leadsTo(base: string | null): void;
  stop(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  let base: string | null = null;
  const pass = (incoming: IncomingMessage, answer: ServerResponse) => {
    if (base === null) {
      answer.writeHead(502).end();
      return;
    }
    const { method, headers } = incoming;
    const { host } = new URL(base);
    const onward = request(`${base}${incoming.url ?? '/'}`, {
      method,
      headers: { ...headers, host },
    });
    onward.on('response', (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    onward.on('error', () => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Guarantee: it listens on a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    leadsTo: (next) => {
      base = next;
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
