import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { nodeDoor } from '../src/hosts/node/door.ts';
import { verifyLineSignature } from '../src/platforms/line/signature.ts';
import { SECRET } from './company.ts';
import { openIdleWorkspace } from './workspace.ts';

/** A server that only receives, in its own process: `node serve.ts <mode> <folder> <rooms>`. */

const ofApp = (app: Hono): RequestListener => getRequestListener(app.fetch);

/** Listens as npm start does, with a commit per request or one for several. */
function ofWorkspace(...given: Parameters<typeof openIdleWorkspace>): RequestListener {
  const workspace = openIdleWorkspace(...given);
  return nodeDoor(() => workspace);
}

function listenerOf(mode: string, folder: string, rooms: number): RequestListener {
  switch (mode) {
    case 'a':
      return ofApp(new Hono().post('/line/webhook', (c) => c.body(null, 200)));
    case 'b':
      return ofApp(keepingNothing());
    case 'c':
      return ofWorkspace(folder, rooms, 'direct');
    case 'e':
      return ofWorkspace(folder, rooms, 'grouped');
    default:
      throw new Error(`There is no mode ${mode}.`);
  }
}

function keepingNothing(): Hono {
  return new Hono().post('/line/webhook', async (c) => {
    const raw = new Uint8Array(await c.req.arrayBuffer());
    const signature = c.req.header('x-line-signature');
    if (!verifyLineSignature(raw, signature, [SECRET])) return c.body(null, 401);
    const body: unknown = JSON.parse(new TextDecoder().decode(raw));
    return c.body(null, typeof body === 'object' && body !== null ? 200 : 400);
  });
}

const [mode = '', folder = '', rooms] = process.argv.slice(2);
const server = createServer(listenerOf(mode, folder, Number(rooms)));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`It is listening on 127.0.0.1, port ${port}.`);
});
