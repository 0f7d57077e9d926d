import type { Errand } from '../domain/errand.ts';
import { errandSchema } from './errand-schema.ts';
import { storedJson } from './stored-json.ts';

/** A program that does not know the version of an errand sets its row aside as a fault on record. */
const VERSION = 1;

const stored = storedJson<Errand>('errand', VERSION, errandSchema);

/** An errand as it is stored. */
export const errandText = stored.text;

/**
 * Reads a stored errand; most relays are the same text.
 *
 * @throws StoredShapeFault when it is of another version, or no errand
 */
export const readErrandText = stored.read;
