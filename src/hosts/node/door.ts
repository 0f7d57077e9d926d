import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { logFault } from '../../log.ts';
import { type AskedWebhook, WEBHOOK_PATHS, type Webhooks } from '../../web/webhooks.ts';
import type { Workspace } from '../workspace.ts';
import { incomingBody } from './body.ts';

/**
 * What Node's server calls with each request. A webhook whose headers leave nothing to refuse goes straight
 * to where it is kept: to make a web request of it and an answer of a web response costs as much as checking
 * and keeping it. Everything else goes the way of the app, which answers the same.
 */
export function nodeDoor(
  workspaceOf: () => Pick<Workspace, 'app' | 'webhooks'>,
): RequestListener<typeof IncomingMessage> {
  const others = getRequestListener((request, env) => workspaceOf().app.fetch(request, env));
  return (incoming, outgoing) => {
    const { webhooks } = workspaceOf();
    const asked = askedOf(incoming);
    if (asked === null || !webhooks.mayBeRead(asked)) void others(incoming, outgoing);
    else void answer(webhooks, asked, incoming, outgoing);
  };
}

/** Null: none of the platforms' addresses, written as they write them. */
function askedOf(incoming: IncomingMessage): AskedWebhook | null {
  const path = WEBHOOK_PATHS.find((known) => known === incoming.url);
  if (path === undefined || incoming.method !== 'POST') return null;
  const { headers } = incoming;
  return {
    path,
    header: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

async function answer(
  webhooks: Webhooks,
  asked: AskedWebhook,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const { status, text, endsConnection } = await webhooks.answer(asked, incomingBody(incoming));
    write(outgoing, status, text, endsConnection);
  } catch (error) {
    logFault('http', error);
    write(outgoing, 500, 'internal error', true);
  }
}

function write(
  outgoing: ServerResponse,
  status: number,
  text: string | null,
  endsConnection: boolean,
): void {
  outgoing.writeHead(status, {
    ...(text === null ? {} : { 'content-type': 'text/plain; charset=UTF-8' }),
    'content-length': text === null ? 0 : Buffer.byteLength(text),
    ...(endsConnection ? { connection: 'close' } : {}),
  });
  outgoing.end(text ?? undefined);
}
