import type { Context } from '../../../context.ts';
import { latestEntry } from '../../../store/audit/audit-log.ts';
import { groupSegments } from '../../../store/audit/index/group.ts';
import {
  mayFill,
  SEGMENT_SIZE,
  type SegmentSize,
  sealSegment,
} from '../../../store/audit/index/seal.ts';
import { indexedThrough, readSegments } from '../../../store/audit/index/segments.ts';
import { readTail, tailOf } from '../../../store/audit/index/tail.ts';

/** How long a step may hold the event loop, ms, and how long it rests then: webhooks go first. */
const SLICE_MS = 4;
const REST_MS = 3;
/** A step's work where the clock stands still meanwhile, as on Workers; reading weighs more than the rest. */
const MOST_WORK = 32;
const READING = 8;
/** A turn ends after this many steps, so that a stop does not have to wait for it. */
const STEPS_A_TURN = 60;

/** Keeps the index up with the log. */
export interface IndexKeeper {
  /**
   * Reads new entries for the search, and writes full segments of the index, in steps with rests
   * between them. Outside transactions.
   *
   * @param warms whether entries are read, from now on, that no search has asked for yet
   * @returns whether there is more to do
   */
  keepUp(warms: boolean): Promise<boolean>;
}

/** @param size another size is for tests */
export function createIndexKeeper(
  context: Pick<Context, 'db' | 'store'>,
  size: SegmentSize = SEGMENT_SIZE,
): IndexKeeper {
  const wish = { warms: false };
  let work: Work | null = null;
  return {
    keepUp: async (warms) => {
      if (warms) wish.warms = true;
      work ??= keepingUp(context, wish, size);
      const now = work;
      // A fault ends this work; the next begins anew.
      work = null;
      for (let steps = 0; steps < STEPS_A_TURN; steps += 1) {
        const until = performance.now() + SLICE_MS;
        let done = 0;
        do {
          const next = now.next();
          if (next.done === true) return false;
          done += next.value ?? 1;
        } while (done < MOST_WORK && performance.now() < until);
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
      work = now;
      return true;
    },
  };
}

/** Each `yield` is a moment at which it may rest, with the weight of what was done; absent: 1. */
type Work = Generator<number | undefined, void, undefined>;

function* keepingUp(
  { db, store }: Pick<Context, 'db' | 'store'>,
  wish: { readonly warms: boolean },
  size: SegmentSize,
): Work {
  while (readSegments(db)) yield READING;
  const isWarm = () => wish.warms || tailOf(db).through > indexedThrough(db);
  do {
    const latest = latestEntry(db);
    if (!isWarm() && !mayFill(db, latest, size)) break;
    while (readTail(db, latest, () => true)) yield READING;
  } while (yield* sealSegment(store, size));
  while (yield* groupSegments(store, size));
}
