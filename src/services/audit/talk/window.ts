import {
  entriesOfSource,
  type PlacedEntry,
  type TalkSource,
} from '../../../store/audit/talk-entries.ts';
import type { Database } from '../../../store/sqlite/store.ts';

/** Entries read of one source at a time. */
const AT_ONCE = 16;

/** A part of a talk, oldest first. */
export interface Window {
  readonly entries: readonly PlacedEntry[];
  /** Whether there is more before it, and after it. */
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
}

/** Where a window lies: around an entry, or on one side of it. */
export type WindowAt =
  | { readonly around: number }
  | { readonly before: number }
  | { readonly after: number };

/**
 * Reads a window of a talk. Its entries stand in several places, each in its own order by an index;
 * they are merged as far as the window needs, whatever the length of the talk. A talk of many rooms
 * takes several turns of the event loop.
 */
export async function readWindow(
  db: Database,
  sources: readonly TalkSource[],
  at: WindowAt,
  size: number,
  isShown: (entry: PlacedEntry) => boolean,
): Promise<Window> {
  const take = (way: Way, from: number, limit: number) =>
    merged(db, sources, { way, from, limit, isShown });
  if ('before' in at) {
    const found = await take('earlier', at.before, size + 1);
    const entries = found.slice(0, size).reverse();
    return { entries, hasEarlier: found.length > size, hasLater: true };
  }
  if ('after' in at) {
    const found = await take('later', at.after, size + 1);
    return { entries: found.slice(0, size), hasEarlier: true, hasLater: found.length > size };
  }
  const half = Math.floor(size / 2);
  const later = await take('later', at.around - 1, half + 1);
  const earlier = await take('earlier', at.around, size - half + 1);
  return {
    entries: [...earlier.slice(0, size - half).reverse(), ...later.slice(0, half)],
    hasEarlier: earlier.length > size - half,
    hasLater: later.length > half,
  };
}

type Way = 'earlier' | 'later';

interface Wanted {
  readonly way: Way;
  readonly from: number;
  readonly limit: number;
  readonly isShown: (entry: PlacedEntry) => boolean;
}

/** A source, with what was read of it and not taken yet. */
interface Queue {
  readonly source: TalkSource;
  read: readonly PlacedEntry[];
}

/** The next entries on one side, the nearest first, each once. */
async function merged(
  db: Database,
  sources: readonly TalkSource[],
  { way, from, limit, isShown }: Wanted,
): Promise<PlacedEntry[]> {
  const queues = await begun(db, sources, way, from);
  const found: PlacedEntry[] = [];
  while (found.length < limit) {
    const queue = nearest(queues, way);
    const [entry, ...rest] = queue?.read ?? [];
    if (queue === null || entry === undefined) break;
    if (isShown(entry)) found.push(entry);
    queue.read = rest.length > 0 ? rest : entriesOfSource(db, queue.source, way, entry.id, AT_ONCE);
  }
  return found;
}

/** Sources whose first entry is read in one turn: a few ms. */
const A_TURN = 40;

async function begun(
  db: Database,
  sources: readonly TalkSource[],
  way: Way,
  from: number,
): Promise<readonly Queue[]> {
  const queues: Queue[] = [];
  for (const [index, source] of sources.entries()) {
    if (index % A_TURN === 0 && index > 0) await new Promise((resolve) => setImmediate(resolve));
    const read = entriesOfSource(db, source, way, from, 1);
    if (read.length > 0) queues.push({ source, read });
  }
  return queues;
}

/** The queue whose next entry is the nearest; null: all are empty. */
function nearest(queues: readonly Queue[], way: Way): Queue | null {
  let best: Queue | null = null;
  for (const queue of queues) {
    const id = queue.read[0]?.id;
    const bestId = best?.read[0]?.id;
    if (id === undefined) continue;
    if (bestId === undefined || (way === 'earlier' ? id > bestId : id < bestId)) best = queue;
  }
  return best;
}
