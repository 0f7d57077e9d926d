import { z } from 'zod';
import type { Errand } from '../domain/errand.ts';
import { errandSchema } from './errand-schema.ts';

/**
 * The version that errands are written in. It stands in the JSON, which goes with an errand wherever its row
 * is moved or copied to, as a column of the row would not. What may not be carried out without knowing what is
 * new takes the next number; a program that does not know it sets the row aside as a fault on record.
 */
const VERSION = 1;

/** Rows of before there were versions carry none: they are of the first. */
const versionSchema = z.looseObject({ v: z.literal(VERSION).optional() });

/** An errand as it is stored. */
export const errandText = (errand: Errand): string => JSON.stringify({ v: VERSION, ...errand });

/**
 * Reads a stored errand. One text is read many times while its message is on its way, and most relays are
 * the same text: what it says is remembered. Nobody may change it.
 *
 * @throws StoredShapeFault when it is of another version, or no errand
 */
export function readErrandText(text: string): Errand {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const errand = Object.freeze(parse(text));
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(text, errand);
  return errand;
}

/** More than the lanes that are looked at in one round. */
const MOST_REMEMBERED = 256;
const remembered = new Map<string, Errand>();

function parse(text: string): Errand {
  const versioned = versionSchema.safeParse(jsonOf(text));
  if (!versioned.success) throw new StoredShapeFault('errand', versioned.error);
  const { v: _version, ...errand } = versioned.data;
  const read = errandSchema.safeParse(errand);
  if (!read.success) throw new StoredShapeFault('errand', read.error);
  return read.data;
}

/** Undefined when it is no JSON: the engine's own words about that would quote it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stored JSON that this program does not understand. It names places and rules, never what stands there. */
export class StoredShapeFault extends Error {
  constructor(what: string, error: z.ZodError) {
    const places = error.issues.map(({ path, code }) => `${path.join('.') || what}: ${code}`);
    super(`Stored ${what} not understood: ${places.join('; ')}`);
  }
}
