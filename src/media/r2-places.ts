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
  const onRecord = (sha256: string): Placed | null => {
    const { place = null, size = 0 } = recorded(sha256) ?? {};
    return place === null ? null : { place, size };
  };
  const known = async (sha256: string) => onRecord(sha256) ?? pointed(bucket, sha256);
  const isHere = async ({ place }: Placed) => (await bucket.head(place)) !== null;
  /** Equal files in parallel must not point the digest to different places. */
  const inTurn = turns();

  return {
    find: async (sha256) => onRecord(sha256) ?? lookUp(bucket, sha256),
    lookUp: (sha256) => lookUp(bucket, sha256),
    keepSmall: async (sha256, bytes) => {
      const kept = onRecord(sha256);
      if (kept !== null && (await isHere(kept))) return kept.place;
      // Equal files in parallel write the same bytes.
      await bucket.put(small(sha256), bytes);
      return small(sha256);
    },
    lead: (sha256, { place, size }) =>
      inTurn(async () => {
        const kept = await known(sha256);
        if (kept !== null && (await isHere(kept))) {
          await bucket.delete(place);
          return kept.place;
        }
        await bucket.put(pointer(sha256), new TextEncoder().encode(`${place} ${size}`));
        return place;
      }),
    remove: (sha256) =>
      inTurn(async () => {
        const keys = new Set([small(sha256), pointer(sha256)]);
        const kept = await known(sha256);
        if (kept !== null) keys.add(kept.place);
        // R2 does not bill what it deletes.
        await bucket.delete([...keys]);
      }),
  };
}

const pointer = (sha256: string) => `${PLACES.pointer}${sha256}`;
const small = (sha256: string) => `${PLACES.small}${sha256}`;

async function lookUp(bucket: Bucket, sha256: string): Promise<Placed | null> {
  const found = await bucket.head(small(sha256));
  return found === null ? pointed(bucket, sha256) : { place: small(sha256), size: found.size };
}

/** Where the small object under a large file's digest leads. */
async function pointed(bucket: Bucket, sha256: string): Promise<Placed | null> {
  const found = await bucket.get(pointer(sha256));
  if (found === null) return null;
  const [place = '', size] = (await new Response(found.body).text()).split(' ');
  if (size !== undefined) return { place, size: Number(size) };
  const bytes = await bucket.head(place);
  return bytes && { place, size: bytes.size };
}

/** Lets one change follow after the other. */
function turns(): <Done>(work: () => Promise<Done>) => Promise<Done> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => null);
    return done;
  };
}
