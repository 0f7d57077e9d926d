/** What a part of the house knows again after the sleep of its host. */
export interface Kept<Standing> {
  /** As it stood before the sleep. */
  readonly before: readonly Standing[];
  /** Told after each step; writes what has changed. */
  note(standings: readonly Standing[]): void;
}

/**
 * @param write stores it; a database that takes no write costs a wait after the next sleep, and
 *   nothing else
 */
export function createKept<Standing>(
  before: readonly Standing[],
  write: (standings: readonly Standing[]) => void,
  onFault: (error: unknown) => void,
): Kept<Standing> {
  let written = JSON.stringify(before);
  return {
    before,
    note: (standings) => {
      const text = JSON.stringify(standings);
      if (text === written) return;
      try {
        write(standings);
        written = text;
      } catch (error) {
        onFault(error);
      }
    },
  };
}
