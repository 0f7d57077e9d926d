import { randomBytes, randomUUID } from 'node:crypto';
import type { Chance } from '../context.ts';

/** Randomness of the operating system, on both runtimes. */
export const systemChance: Chance = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  uuid: () => randomUUID(),
  fraction: () => Math.random(),
};
