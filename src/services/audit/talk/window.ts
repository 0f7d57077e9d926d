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
 * they are merged as far as the window needs, whatever the length of the talk.
 */
export function readWindow(
  db: Database,
  sources: readonly TalkSource[],
  at: WindowAt,
  size: number,
  isShown: (entry: PlacedEntry) => boolean,
): Window {
  const take = (way: 'earlier' | 'later', from: number, limit: number) =>
    merged(db, sources, way, from, limit, isShown);
  if ('before' in at) {
    const found = take('earlier', at.before, size + 1);
    const entries = found.slice(0, size).reverse();
    return { entries, hasEarlier: found.length > size, hasLater: true };
  }
  if ('after' in at) {
    const found = take('later', at.after, size + 1);
    return { entries: found.slice(0, size), hasEarlier: true, hasLater: found.length > size };
  }
  const half = Math.floor(size / 2);
  const later = take('later', at.around - 1, half + 1);
  const earlier = take('earlier', at.around, size - half + 1);
  return {
    entries: [...earlier.slice(0, size - half).reverse(), ...later.slice(0, half)],
    hasEarlier: earlier.length > size - half,
    hasLater: later.length > half,
  };
}

/** The next entries on one side, the nearest first, each once. */
function merged(
  db: Database,
  sources: readonly TalkSource[],
  way: 'earlier' | 'later',
  from: number,
  limit: number,
  isShown: (entry: PlacedEntry) => boolean,
): PlacedEntry[] {
  const sign = way === 'earlier' ? -1 : 1;
  const queues = sources
    .map((source) => ({ source, read: [...entriesOfSource(db, source, way, from, 1)] }))
    .filter(({ read }) => read.length > 0);
  const found: PlacedEntry[] = [];
  while (found.length < limit && queues.length > 0) {
    queues.sort((a, b) => sign * ((a.read[0]?.id ?? 0) - (b.read[0]?.id ?? 0)));
    const [nearest] = queues;
    const entry = nearest?.read.shift();
    if (nearest === undefined || entry === undefined) break;
    if (isShown(entry)) found.push(entry);
    if (nearest.read.length === 0) {
      nearest.read.push(...entriesOfSource(db, nearest.source, way, entry.id, AT_ONCE));
      if (nearest.read.length === 0) queues.shift();
    }
  }
  return found;
}
