import { IncomingMessage } from 'node:http';
import type { BodySource, BodyTaker } from '../../web/body-gate.ts';
import { streamedBody } from '../../web/body-stream.ts';

/** A request's body as Node's server has it: @hono/node-server passes it beside the request. */
export function nodeBody(request: Request, env: unknown): BodySource {
  const incoming =
    typeof env === 'object' && env !== null && 'incoming' in env ? env.incoming : null;
  return incoming instanceof IncomingMessage ? incomingBody(incoming) : streamedBody(request);
}

/** The address of the other end of a request's connection; null: there is none. */
export function nodePeer(env: unknown): string | null {
  const incoming =
    typeof env === 'object' && env !== null && 'incoming' in env ? env.incoming : null;
  return incoming instanceof IncomingMessage ? (incoming.socket.remoteAddress ?? null) : null;
}

/** Its bytes as they come. */
export function incomingBody(incoming: IncomingMessage): BodySource {
  let taker: BodyTaker | null = null;
  const piece = (bytes: Buffer) => taker?.piece(bytes);
  const end = () => taker?.end();
  // Follows `end` where there was one.
  const close = () => taker?.broke();
  return {
    start: (to) => {
      taker = to;
      incoming.on('data', piece).on('end', end).on('close', close);
      // Stays: a connection that breaks later must not end the process.
      incoming.on('error', close);
      if (incoming.destroyed) close();
    },
    stop: () => {
      taker = null;
      incoming.off('data', piece).off('end', end).off('close', close);
    },
  };
}
