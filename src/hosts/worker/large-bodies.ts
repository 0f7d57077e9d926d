/** Bodies under way that are not small, in bytes together. */
export interface LargeBodies {
  /**
   * Whether there is room for one more.
   *
   * @param declared its length by its header; null: it says none
   * @returns gives its room back; null: there is none
   */
  enter(declared: number | null): (() => void) | null;
}

export interface LargeBodiesLimits {
  /** A body that declares at most so many always has room: a platform's webhook has a few kB. */
  readonly smallBytes: number;
  /** What one that declares nothing is counted as. */
  readonly bytesEach: number;
  readonly bytesTogether: number;
  /** No body keeps its room for longer. */
  readonly ms: number;
}

/**
 * Bounds the memory of an isolate. A gate as on Node, where the oldest body gives way, cannot be: one request may not
 * end the reading of another. So who comes last is refused, but nobody whose body is small, or strangers with large ones
 * could keep the platforms out.
 *
 * A request whose caller hangs up may end without a word: its room comes back by the clock.
 */
export function createLargeBodies(
  { smallBytes, bytesEach, bytesTogether, ms }: LargeBodiesLimits,
  now: () => number,
): LargeBodies {
  const underWay = new Set<{ readonly bytes: number; readonly until: number }>();
  return {
    enter: (declared) => {
      if (declared !== null && declared <= smallBytes) return () => undefined;
      const at = now();
      let together = 0;
      for (const body of underWay) {
        if (body.until <= at) underWay.delete(body);
        else together += body.bytes;
      }
      const body = { bytes: declared ?? bytesEach, until: at + ms };
      if (together + body.bytes > bytesTogether) return null;
      underWay.add(body);
      return () => underWay.delete(body);
    },
  };
}
