/** How much one slice of a long work takes on, so that the event loop is free again soon. */
export interface Pace {
  /** How many items the next slice takes. */
  readonly size: number;
  /** Runs a slice, and learns from the time it takes: call it within the transaction. */
  run<Result>(work: () => Result): Result;
}

/** A turn of the event loop may take 8 ms (DESIGN §12); the commit comes on top of the work. */
const AIM_MS = 3;
const FIRST = 20;
/** Less than this costs more in commits than it spares in waiting. */
const LEAST = 10;

/**
 * A pace that fits the size of slices to the machine.
 *
 * @param most items in one slice, however fast they are
 */
export function createPace(most: number): Pace {
  let size = Math.min(FIRST, most);
  return {
    get size() {
      return size;
    },
    run: (work) => {
      const begunAt = performance.now();
      const result = work();
      const tookMs = Math.max(performance.now() - begunAt, 0.1);
      // A slice may have had less to do than it took on: it never doubles at once.
      const fits = Math.floor((size * AIM_MS) / tookMs);
      size = Math.max(LEAST, Math.min(most, fits, size * 2));
      return result;
    },
  };
}
