import { openSync, readSync } from 'node:fs';

/** What the system's scheduler says of this thread since its start, ms. */
export interface Scheduled {
  /** It had a processor: to the system's tick, some milliseconds. */
  readonly had: number;
  /** It could have worked, but other programs had the processors: exact. */
  readonly waited: number;
}

/** Zeros where the system does not say: only Linux does. */
export function scheduled(): Scheduled {
  if (file === null) return { had: 0, waited: 0 };
  const length = readSync(file, line, 0, line.length, 0);
  const [had, waited] = line.toString('latin1', 0, length).split(' ', 2);
  return { had: Number(had) / 1e6, waited: Number(waited) / 1e6 };
}

const line = Buffer.alloc(128);
const file = openOrNull('/proc/thread-self/schedstat');

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

/** A stretch of work, ms. */
export interface Took {
  readonly wall: number;
  /**
   * Less what it waited for a processor. Nothing else is taken off: a turn that waits for the disk or for a thread of V8
   * is a long one.
   */
  readonly own: number;
}

/**
 * Measures work that does not wait, and what it returns. The clock is read first and last, so that no waiting is taken
 * off that does not stand in the time.
 */
export function timed<Result>(work: () => Result): Took & { readonly result: Result } {
  const since = performance.now();
  const before = scheduled();
  const result = work();
  const after = scheduled();
  const wall = performance.now() - since;
  return { wall, own: wall - (after.waited - before.waited), result };
}
