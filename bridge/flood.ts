/** This many webhooks per ms, over a while, with a crowd at the door at least once, are a flood. */
const LEAST_PER_MS = 1;
const LEAST_TOGETHER = 40;
const WHILE_MS = 200;
/** In a flood the work gets an eighth of the time: LINE waits 2 s for its 200. */
const REST_IN_FLOOD = 7;
/** A round that took longer had something else in it, such as the beginning of a job on a slow disk. */
const MOST_COUNTED_MS = 50;
/** From an answer to its caller's next webhook it takes less, on a busy machine too. Real ms. */
const QUIET_MS = 3;

/**
 * Tells whether webhooks come, over a while, so fast that they go first, and how long the work they
 * cause then rests. A burst is no flood, and neither are a few callers who send as fast as they are
 * answered. The rest ends when no webhook is at the door any more, so a needless one costs a
 * moment. Instants are those of `performance.now()`.
 */
export interface FloodWatch {
  /** A webhook is about to be made durable. */
  arriving(): void;
  /** It has been made durable, or could not be. */
  arrived(now: number): void;
  /** How long the work rests at most after taking `tookMs`, ms: 0 unless there is a flood. */
  restAfter(tookMs: number, now: number): number;
  /** Whether no webhook is under way, and none has been for a moment. */
  isQuiet(now: number): boolean;
}

export function createFloodWatch(now: number): FloodWatch {
  let since = now;
  let came = 0;
  let isFlood = false;
  let underWay = 0;
  let together = 0;
  let lastAt = 0;
  return {
    arriving: () => {
      came += 1;
      underWay += 1;
      if (underWay > together) together = underWay;
    },
    arrived: (at) => {
      underWay -= 1;
      lastAt = at;
    },
    restAfter: (tookMs, at) => {
      if (at - since >= WHILE_MS) {
        isFlood = together >= LEAST_TOGETHER && came > (at - since) * LEAST_PER_MS;
        since = at;
        came = 0;
        together = underWay;
      }
      return isFlood ? Math.min(tookMs, MOST_COUNTED_MS) * REST_IN_FLOOD : 0;
    },
    isQuiet: (at) => underWay === 0 && at - lastAt >= QUIET_MS,
  };
}
