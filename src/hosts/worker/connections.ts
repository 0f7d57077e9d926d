import type { Asset } from '../../media/assets.ts';
import type { Bucket } from '../../media/bucket.ts';
import type { Images } from '../../media/images.ts';
import { type Connections, createConnections } from '../../platforms/connections.ts';

/**
 * Workers let six calls of an object wait for headers at once (DESIGN §11). Words wait no longer
 * than their own deadline; a file's call may hold its connection longer, and nobody waits for it.
 */
export const connectionsOfObject = (): Connections =>
  createConnections({ most: 6, forWords: 2, patienceMs: { words: 10_000, rest: 30_000 } });

/** A call of a binding that was not made: no connection came free in time. */
export class NoneFree extends Error {
  override readonly name = 'NoneFree';

  constructor() {
    super('no connection came free');
  }
}

const holdOf =
  (connections: Connections) =>
  async <Done>(call: () => Promise<Done>): Promise<Done> => {
    // Some calls resolve to null: what was done is told from what was not.
    const held = await connections.hold('rest', async () => ({ done: await call() }));
    if (held === null) throw new NoneFree();
    return held.done;
  };

/** The bucket, each call with a connection until it settles. An open body needs none. */
export function bucketOver(connections: Connections, bucket: Bucket): Bucket {
  const hold = holdOf(connections);
  return {
    createMultipartUpload: async (key) => {
      const writing = await hold(() => bucket.createMultipartUpload(key));
      return {
        uploadPart: (number, part) => hold(() => writing.uploadPart(number, part)),
        complete: (parts) => hold(() => writing.complete(parts)),
        abort: () => hold(() => writing.abort()),
      };
    },
    put: (key, value) => hold(() => bucket.put(key, value)),
    get: (key, options) => hold(() => bucket.get(key, options)),
    head: (key) => hold(() => bucket.head(key)),
    delete: (keys) => hold(() => bucket.delete(keys)),
    list: (options) => hold(() => bucket.list(options)),
  };
}

/** Reading of assets, likewise: they are small, so that it ends with their bytes. */
export function assetsOver(
  connections: Connections,
  fetchNamed: (name: Asset) => Promise<string>,
): (name: Asset) => Promise<string> {
  const hold = holdOf(connections);
  return (name) => hold(() => fetchNamed(name));
}

/** The Images binding, likewise. */
export function imagesOver(connections: Connections, images: Images): Images {
  const hold = holdOf(connections);
  return {
    info: (picture) => hold(() => images.info(picture)),
    input: (picture) => ({
      transform: (how) => {
        const handle = images.input(picture).transform(how);
        return { output: (as) => hold(() => handle.output(as)) };
      },
    }),
  };
}
