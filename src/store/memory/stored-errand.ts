import type { Errand } from '../../domain/delivery/errand.ts';
import { errandSchema } from './errand-schema.ts';
import { storedJson } from './stored-json.ts';

/** A program that does not know an errand's version sets the row aside as a fault on record. */
const VERSION = 1;

const stored = storedJson<Errand>('errand', VERSION, errandSchema);

/** An errand as it is stored. */
export const errandText = stored.text;

/**
 * Reads a stored errand; most relays have the same text.
 *
 * @throws StoredShapeFault when its version differs, or it is no errand
 */
export const readErrandText = stored.read;
