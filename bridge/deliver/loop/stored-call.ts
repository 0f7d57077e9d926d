import { parseOnce } from '../../../src/store/memory/parse-once.ts';
import { storedJson } from '../../../src/store/memory/stored-json.ts';
import { callSchema } from './call-schema.ts';
import type { PlatformCall } from './platform-call.ts';

/** A call of an unknown version is the fault of its own lane. */
const VERSION = 1;

const stored = storedJson<PlatformCall>('call', VERSION, callSchema);

/** A call as its request holds it. */
export const callText = stored.text;

/**
 * The call of a stored request.
 *
 * @throws StoredShapeFault when its version differs, or it is no call
 */
export const callOf = parseOnce(
  (request: { readonly address: string }): PlatformCall => stored.read(request.address),
);
