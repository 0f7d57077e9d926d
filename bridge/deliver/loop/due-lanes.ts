import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { createDue, type Due } from '../../../src/store/queue/due.ts';
import {
  dueFileLanes,
  dueLanes,
  type LaneRow,
  nextLaneAt,
  noteFileTurn,
} from '../../../src/store/queue/lanes.ts';
import type { Platform } from '../../../src/store/schema.ts';
import type { Gates } from '../admission/admit.ts';

/** Webhooks wait while lanes are claimed; the next round, which follows at once, takes the rest. */
const CLAIMS_AT_ONCE = 32;
/**
 * The most of them without a person's words. Calls under way when the process dies may be made
 * twice: a room made for a handover cannot be told apart from the one that replaces it.
 */
const OTHERS_AT_ONCE = 8;
/** The lanes of one platform that may move. */
export interface DueLanes extends Due {
  /** Takes up to `most` lanes: words and files by urgency and age, each in their own turns. */
  take(most: number): LaneRow[];
}

/** @param busy lanes under way */
export function createDueLanes(
  { context, gate, files }: Pick<Gates, 'gate' | 'files'> & { readonly context: Context },
  platform: Platform,
  busy: ReadonlySet<string>,
): DueLanes {
  const { db, clock } = context;
  const passed = () => [...busy, ...gate.waiting(), ...files.waiting()];
  const due = createDue(db, clock, 'lanes', () =>
    nextLaneAt(db, platform, passed(), files.free(platform) > 0),
  );
  return {
    ...due,
    take: (free) => {
      const now = clock.now();
      const most = Math.min(free, CLAIMS_AT_ONCE);
      const leftOut = passed();
      const words = dueLanes(db, platform, now, leftOut, most);
      const places = Math.min(files.free(platform), most);
      const fetches = places > 0 ? dueFileLanes(db, platform, now, leftOut, places) : [];
      const taken = fewOthers(inTurn(words, fetches).slice(0, most));
      for (const row of taken) if (row.owner !== null) noteFileTurn(db, row);
      return taken;
    },
  };
}

/** Merges two queues and keeps the order of each: the more urgent or older head goes first. */
function inTurn(words: readonly LaneRow[], fetches: readonly LaneRow[]): LaneRow[] {
  const merged: LaneRow[] = [];
  const [one, other] = [[...words], [...fetches]];
  for (;;) {
    const [word, fetch] = [one[0], other[0]];
    if (word === undefined || fetch === undefined) return [...merged, ...one, ...other];
    const first = fetch.class - word.class || fetch.dueAt - word.dueAt;
    merged.push(first < 0 ? fetch : word);
    (first < 0 ? other : one).shift();
  }
}

/** Leaves out lanes without a person's words beyond the few that may be claimed at once. */
function fewOthers(rows: readonly LaneRow[]): LaneRow[] {
  const others = rows.filter((row) => row.class !== ERRAND_CLASS.relayed);
  const later = new Set(others.slice(OTHERS_AT_ONCE));
  return rows.filter((row) => !later.has(row));
}
