/** More webhooks a ms than this, over a while, may be a flood. */
const LEAST_PER_MS = 2;
const WHILE_MS = 200;
/** What is relayed follows what arrives unless so many times as much comes. */
const TIMES_RELAYED = 2;
/** In a flood the work that follows gets an eighth of the time: LINE waits 2 s for its 200. */
const REST_IN_FLOOD = 7;

/** Tells whether webhooks come faster, over a while, than relay can follow. A burst is no flood. */
export interface FloodWatch {
  /** A webhook has been kept. */
  arrived(): void;
  /** So many events have been looked at; returned as given. */
  relayed(rows: number): number;
  /** How long the work rests after it took so long, ms: 0 unless there is a flood. */
  restAfter(tookMs: number, now: number): number;
}

/** @param now of `performance.now()`, as everywhere here */
export function createFloodWatch(now: number): FloodWatch {
  let since = now;
  let came = 0;
  let went = 0;
  let isFlood = false;
  return {
    arrived: () => {
      came += 1;
    },
    relayed: (rows) => {
      went += rows;
      return rows;
    },
    restAfter: (tookMs, at) => {
      if (at - since >= WHILE_MS) {
        isFlood = came > (at - since) * LEAST_PER_MS && came > went * TIMES_RELAYED;
        since = at;
        came = 0;
        went = 0;
      }
      return isFlood ? tookMs * REST_IN_FLOOD : 0;
    },
  };
}
