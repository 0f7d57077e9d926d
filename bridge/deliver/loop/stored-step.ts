import { storedJson } from '../../../src/store/stored-json.ts';
import type { Step } from './step.ts';
import { stepSchema } from './step-schema.ts';

/** A request whose step is of a version that is not known is the fault of its own lane. */
const VERSION = 1;

const stored = storedJson<Step>('step', VERSION, stepSchema);

/** A step as its request holds it. */
export const stepText = stored.text;

/**
 * The step a stored request is for.
 *
 * @throws StoredShapeFault when it is of another version, or no step
 */
export const stepOf = (request: { readonly address: string }): Step => stored.read(request.address);
