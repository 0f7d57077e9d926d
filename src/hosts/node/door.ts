import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { logFault } from '../../log.ts';
import {
  type AskedWebhook,
  FAULT,
  WEBHOOK_PATHS,
  type WebhookAnswer,
} from '../../web/webhook-body.ts';
import type { Webhooks } from '../../web/webhooks.ts';
import type { Workspace } from '../workspace.ts';
import { incomingBody } from './body.ts';

/**
 * What Node's server calls for each request. A webhook whose headers leave no reason to refuse it
 * goes straight to where it is kept: turning it into a web request, and a web response into an
 * answer, costs as much as checking and keeping it. All other requests go through the app, which
 * answers the same.
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

/** Null: the address is not one of the platforms', written as they write it. */
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
