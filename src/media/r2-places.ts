import type { Bucket } from './bucket.ts';

/**
 * The keys of blobs, below the workspace's prefix. The digest is known only when all bytes have come,
 * and R2 cannot rename: a small file waits in memory and stands under its digest. A large one stands
 * under a key of its own, and a small object under the digest says which, for a database that was
 * restored from before it.
 */
export const PLACES = { small: 'small/', pointer: 'sha256/', bytes: 'bytes/' } as const;

/** Where bytes stand, and how many they are. */
export interface Placed {
  readonly place: string;
  readonly size: number;
}

/** The same, as the database has it: a blob that came from elsewhere has no place yet. */
export interface Recorded {
  readonly place: string | null;
  readonly size: number;
}

export interface Places {
  /** Where a blob stands: by the record, else as the bucket says. */
  find(sha256: string): Promise<Placed | null>;
  /** As the bucket says. */
  lookUp(sha256: string): Promise<Placed | null>;
  /** Stores a small file, unless it is here; returns its place. */
  keepSmall(sha256: string, bytes: Uint8Array): Promise<string>;
  /** Leads the digest to these bytes, or gives them up for equal ones; returns where it leads. */
  lead(sha256: string, placed: Placed): Promise<string>;
  /** With its bytes. */
  remove(sha256: string): Promise<void>;
}

export function createPlaces(
  bucket: Bucket,
  recorded: (sha256: string) => Recorded | null,
): Places {
  const pointer = (sha256: string) => `${PLACES.pointer}${sha256}`;
  const small = (sha256: string) => `${PLACES.small}${sha256}`;
  const onRecord = (sha256: string): Placed | null => {
    const { place = null, size = 0 } = recorded(sha256) ?? {};
    return place === null ? null : { place, size };
  };

  const pointed = async (sha256: string): Promise<Placed | null> => {
    const found = await bucket.get(pointer(sha256));
    if (found === null) return null;
    const [place = '', size] = (await new Response(found.body).text()).split(' ');
    if (size !== undefined) return { place, size: Number(size) };
    const bytes = await bucket.head(place);
    return bytes && { place, size: bytes.size };
  };
  const lookUp = async (sha256: string): Promise<Placed | null> => {
    const found = await bucket.head(small(sha256));
    return found === null ? pointed(sha256) : { place: small(sha256), size: found.size };
  };

  /** Serialises changes: equal files in parallel must not point the digest to different places. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => {
    const done = last.then(work);
    last = done.catch(() => null);
    return done;
  };
  const isHere = async (known: Placed | null): Promise<boolean> =>
    known !== null && (await bucket.head(known.place)) !== null;

  return {
    find: async (sha256) => onRecord(sha256) ?? lookUp(sha256),
    lookUp,
    keepSmall: async (sha256, bytes) => {
      const known = onRecord(sha256);
      if (known !== null && (await isHere(known))) return known.place;
      // Equal files in parallel write the same bytes.
      await bucket.put(small(sha256), bytes);
      return small(sha256);
    },
    lead: (sha256, { place, size }) =>
      inTurn(async () => {
        const known = onRecord(sha256) ?? (await pointed(sha256));
        if (known !== null && (await isHere(known))) {
          await bucket.delete(place);
          return known.place;
        }
        await bucket.put(pointer(sha256), new TextEncoder().encode(`${place} ${size}`));
        return place;
      }),
    remove: (sha256) =>
      inTurn(async () => {
        const known = onRecord(sha256) ?? (await pointed(sha256));
        const keys = new Set([small(sha256), pointer(sha256)]);
        if (known !== null) keys.add(known.place);
        // R2 does not bill what it deletes.
        await bucket.delete([...keys]);
      }),
  };
}
