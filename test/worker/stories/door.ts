import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STORY } from './orders.ts';

/** An address of a story's own, which leads to its workspace: links and webhooks are as on Node. */
export interface StoryDoor {
  readonly port: number;
  stop(): Promise<void>;
}

export async function openDoor(to: string, story: string): Promise<StoryDoor> {
  const pass = (incoming: IncomingMessage, answer: ServerResponse) => {
    const headers = { ...incoming.headers, [STORY]: story };
    const { method } = incoming;
    const onward = request(new URL(incoming.url ?? '/', to), { method, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
  const server = createServer(pass);
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
