import type { Bucket } from '../../src/media/r2-blobs.ts';

/** A bucket in memory, as strict as R2 about parts. */
export function memoryBucket() {
  const objects = new Map<string, Uint8Array>();
  /** The time at which all objects were stored; epoch ms. */
  const uploaded = { at: 0 };
  let open = 0;
  const bucket: Bucket = {
    createMultipartUpload: async (key) => {
      open += 1;
      const parts: Uint8Array[] = [];
      return {
        uploadPart: async (number, part) => {
          if (parts.length > 0 && parts.at(-1)?.length !== parts[0]?.length)
            throw new Error('size');
          parts.push(part.slice());
          return { partNumber: number, etag: `e${number}` };
        },
        complete: async () => {
          open -= 1;
          objects.set(key, Buffer.concat(parts));
        },
        abort: async () => {
          open -= 1;
        },
      };
    },
    put: async (key, value) => objects.set(key, value),
    get: async (key, options) => {
      const found = objects.get(key);
      if (found === undefined) return null;
      const { offset = 0, length = found.length } = options?.range ?? {};
      const body = new Blob([found.slice(offset, offset + length)]).stream();
      return { size: found.length, body };
    },
    head: async (key) => {
      const found = objects.get(key);
      return found === undefined ? null : { size: found.length };
    },
    delete: async (key) => {
      objects.delete(key);
    },
    list: async ({ prefix, limit, cursor = '' }) => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > cursor);
      const page = keys.sort().slice(0, limit);
      const truncated = page.length < keys.length;
      return {
        objects: page.map((key) => ({
          key,
          size: objects.get(key)?.length ?? 0,
          uploaded: new Date(uploaded.at),
        })),
        truncated,
        ...(truncated ? { cursor: page.at(-1) ?? '' } : {}),
      };
    },
  };
  return { bucket, objects, uploaded, open: () => open };
}
