import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { verifyLineSignature } from '../src/platforms/line/signature.ts';
import { SECRET } from './company.ts';
import { openIdleWorkspace } from './workspace.ts';

/** A server that only receives, in a process of its own: `node serve.ts <mode> <folder> <rooms>`. */

function appOf(mode: string, folder: string, rooms: number): Hono {
  switch (mode) {
    case 'a':
      return new Hono().post('/line/webhook', (c) => c.body(null, 200));
    case 'b':
      return new Hono().post('/line/webhook', async (c) => {
        const raw = new Uint8Array(await c.req.arrayBuffer());
        const signature = c.req.header('x-line-signature');
        if (!verifyLineSignature(raw, signature, [SECRET])) return c.body(null, 401);
        const body: unknown = JSON.parse(new TextDecoder().decode(raw));
        return c.body(null, typeof body === 'object' && body !== null ? 200 : 400);
      });
    case 'c':
      return openIdleWorkspace(folder, rooms, 'direct').app;
    case 'e':
      return openIdleWorkspace(folder, rooms, 'grouped').app;
    default:
      throw new Error(`There is no mode ${mode}.`);
  }
}

const [mode = '', folder = '', rooms] = process.argv.slice(2);
const server = createAdaptorServer({ fetch: appOf(mode, folder, Number(rooms)).fetch });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`It is listening on 127.0.0.1, port ${port}.`);
});
