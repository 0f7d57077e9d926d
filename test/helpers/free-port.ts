import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Systems give ports above to whoever connects or asks for any: one of those may be taken before we listen. */
const [LOWEST, ABOVE] = [12_000, 32_000];
const TRIES = 100;

/** For a program that has to be told its port before it listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, ABOVE);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (listens) await new Promise((resolve) => server.close(resolve));
  return listens;
}
