import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { logFault } from '../../log.ts';
import {
  type AskedWebhook,
  WEBHOOK_PATHS,
  type WebhookAnswer,
  type Webhooks,
} from '../../web/webhooks.ts';
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
  const answered = await webhooks.answer(asked, incomingBody(incoming)).catch((error: unknown) => {
    logFault('http', error);
    return FAULT;
  });
  write(outgoing, answered);
}

/** Of ours; what of the body has not come is not waited for. */
const FAULT = { status: 500, text: 'internal error', endsConnection: true } as const;

function write(
  outgoing: ServerResponse,
  { status, text, endsConnection }: WebhookAnswer | typeof FAULT,
): void {
  outgoing.writeHead(status, {
    ...(text === null ? {} : { 'content-type': 'text/plain; charset=UTF-8' }),
    'content-length': text === null ? 0 : Buffer.byteLength(text),
    ...(endsConnection ? { connection: 'close' } : {}),
  });
  outgoing.end(text ?? undefined);
}
