import { parseOnce } from '../../../src/store/parse-once.ts';
import { storedJson } from '../../../src/store/stored-json.ts';
import { callSchema } from './call-schema.ts';
import type { PlatformCall } from './platform-call.ts';

/** A request whose call is of a version that is not known is the fault of its own lane. */
const VERSION = 1;

const stored = storedJson<PlatformCall>('call', VERSION, callSchema);

/** A call as its request holds it. */
export const callText = stored.text;

/**
 * The call that a stored request is for.
 *
 * @throws StoredShapeFault when it is of another version, or no call
 */
export const callOf = parseOnce(
  (request: { readonly address: string }): PlatformCall => stored.read(request.address),
);
