/** Calls that are kept waiting by hand, for as long as something else takes. */
export interface Hold {
  /** How many calls wait now. */
  readonly waiting: number;
  /** Lets them go on, and later ones pass. A second call does nothing. */
  release(): void;
}

export interface Holds<Call> {
  /** Calls that match wait from now on. */
  hold(match?: (call: Call) => boolean): Hold;
  /** Resolves when no hold keeps the call, or its caller has left; `gone` is asked for only where it waits. */
  passed(call: Call, gone: () => AbortSignal): Promise<void>;
  releaseAll(): void;
}

/** Holds of one platform. */
export function createHolds<Call>(): Holds<Call> {
  const holds = new Set<Hold & { take(call: Call, gone: () => AbortSignal): Promise<void> }>();

  function hold(match: (call: Call) => boolean = () => true): Hold {
    const waiting = new Set<() => void>();
    const one = {
      get waiting() {
        return waiting.size;
      },
      release() {
        holds.delete(one);
        for (const goOn of waiting) goOn();
      },
      async take(call: Call, isGone: () => AbortSignal) {
        if (!match(call)) return;
        const gone = isGone();
        if (gone.aborted) return;
        await new Promise<void>((resolve) => {
          const goOn = () => {
            waiting.delete(goOn);
            gone.removeEventListener('abort', goOn);
            resolve();
          };
          waiting.add(goOn);
          gone.addEventListener('abort', goOn);
        });
      },
    };
    holds.add(one);
    return one;
  }

  return {
    hold,
    async passed(call, gone) {
      for (const one of [...holds]) await one.take(call, gone);
    },
    releaseAll() {
      for (const one of [...holds]) one.release();
    },
  };
}
