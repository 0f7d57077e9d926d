import type { Context } from '../../../context.ts';
import { latestEntry } from '../../../store/audit/audit-log.ts';
import {
  mayFill,
  SEGMENT_SIZE,
  type SegmentSize,
  sealSegment,
} from '../../../store/audit/index/seal.ts';
import { indexedThrough } from '../../../store/audit/index/segments.ts';
import { readTail, tailOf } from '../../../store/audit/index/tail.ts';

/** How long a step may hold the event loop, ms, and how long it rests then: webhooks go first. */
const SLICE_MS = 4;
const REST_MS = 3;
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
  let work: Generator<undefined, void, undefined> | null = null;
  return {
    keepUp: async (warms) => {
      if (warms) wish.warms = true;
      work ??= keepingUp(context, wish, size);
      const now = work;
      // A fault ends this work; the next begins anew.
      work = null;
      for (let steps = 0; steps < STEPS_A_TURN; steps += 1) {
        const until = performance.now() + SLICE_MS;
        do {
          if (now.next().done === true) return false;
        } while (performance.now() < until);
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
      work = now;
      return true;
    },
  };
}

function* keepingUp(
  { db, store }: Pick<Context, 'db' | 'store'>,
  wish: { readonly warms: boolean },
  size: SegmentSize,
): Generator<undefined, void, undefined> {
  const isWarm = () => wish.warms || tailOf(db).through > indexedThrough(db);
  do {
    const latest = latestEntry(db);
    if (!isWarm() && !mayFill(db, latest, size)) return;
    while (readTail(db, latest, () => true)) yield;
  } while (yield* sealSegment(store, size));
}
