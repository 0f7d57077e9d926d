/** Gives the event loop its turn while long work is done: webhooks come first. */
export interface Pace {
  /** Waits for the next turn once this one has been used up. Aborted, it throws. */
  rest(): Promise<void>;
}

/** How long a turn may take, real ms: a collection of garbage that falls into it may take four times as long. */
const TURN_MS = 2;
/** On Workers the time stands still while code runs: a turn ends after so many pieces of work as well. */
const TURN_PIECES = 4;

/** @param signal ends the work: its reader has gone */
export function createPace(signal?: AbortSignal): Pace {
  let began = performance.now();
  let pieces = 0;
  return {
    rest: async () => {
      signal?.throwIfAborted();
      pieces += 1;
      if (pieces < TURN_PIECES && performance.now() - began < TURN_MS) return;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      began = performance.now();
      pieces = 0;
    },
  };
}
