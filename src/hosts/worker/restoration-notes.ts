import type { RestorationNotes } from '../operate/point-in-time.ts';
import type { WorkerEnv } from './environment.ts';
import { REGISTRY_NAME, type RegistryObject } from './registry-object.ts';

/** Where this object's restorations are noted: in the registry. Undefined: the deployment has none. */
export function notesOf({ REGISTRY }: WorkerEnv, objectId: string): RestorationNotes | undefined {
  if (REGISTRY === undefined) return undefined;
  return {
    noted: () => registryIn(REGISTRY).restoration(objectId),
    note: (note) => registryIn(REGISTRY).noteRestoration(objectId, note),
    clear: (id) => registryIn(REGISTRY).clearRestoration(objectId, id),
  };
}

/** Whether a restoration of this object is noted, and so not seen to. Throws where the registry does not answer. */
export async function isRestoring(env: WorkerEnv, objectId: string): Promise<boolean> {
  const noted = await notesOf(env, objectId)?.noted();
  return noted !== undefined && noted !== null;
}

/** A stub that has thrown may stay broken. Guarantee of the type: the binding is of that class (wrangler.toml). */
function registryIn(namespace: DurableObjectNamespace) {
  const stub: unknown = namespace.get(namespace.idFromName(REGISTRY_NAME));
  return stub as Pick<RegistryObject, 'restoration' | 'noteRestoration' | 'clearRestoration'>;
}
