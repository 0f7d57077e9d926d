import { randomFillSync, randomUUID } from 'node:crypto';
import type { Chance } from '../context.ts';

/** Randomness of the operating system, on both runtimes. */
export const systemChance: Chance = {
  token: tokenSource(randomFillSync),
  uuid: () => randomUUID(),
  fraction: () => Math.random(),
};

/** Each message takes a salt: the system call is the cost, so it is made for hundreds at once. */
const POOL_BYTES = 4096;

/** Tokens of bytes, each handed out once. `fill` is first called with the first token. */
export function tokenSource(fill: (pool: Buffer) => unknown): (bytes: number) => string {
  let pool = Buffer.alloc(0);
  let used = 0;
  return (bytes) => {
    if (bytes > POOL_BYTES) throw new RangeError('longer than any token');
    if (used + bytes > pool.length) {
      pool = Buffer.alloc(POOL_BYTES);
      fill(pool);
      used = 0;
    }
    used += bytes;
    return pool.toString('base64url', used - bytes, used);
  };
}
