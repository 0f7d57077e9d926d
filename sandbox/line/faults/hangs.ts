/** Calls that are never answered, until the fault or the platform ends. */
export interface Hangs {
  /** Aborted when the platform stops. */
  readonly stopped: AbortSignal;
  /** Resolves when all hanging ends, or the caller has left. */
  hang(gone: AbortSignal): Promise<void>;
  endAll(): void;
  /** From now on no call hangs. */
  stop(): void;
}

/** Hanging calls of one platform. */
export function createHangs(): Hangs {
  const hung = new Set<() => void>();
  const stopped = new AbortController();
  return {
    stopped: stopped.signal,
    hang(gone) {
      if (gone.aborted || stopped.signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const end = () => {
          hung.delete(end);
          gone.removeEventListener('abort', end);
          resolve();
        };
        hung.add(end);
        gone.addEventListener('abort', end);
      });
    },
    endAll() {
      for (const end of hung) end();
    },
    stop() {
      stopped.abort();
    },
  };
}
