import type { WriteFault } from './failing-statements.ts';
import type { TalkThrough } from './talk-through.ts';

/** What a sweep found. */
export interface Swept {
  /** What did not hold, in words. */
  readonly bad: readonly string[];
  readonly rounds: number;
  /** How many writes and commits a conversation has. */
  readonly writes: number;
}

/** Once: a part of the work is tried again at once; thrice: that, too; for seconds: until there is room. */
const TIMES = [1, 3, Number.POSITIVE_INFINITY];

/**
 * Fails every `step`th write or commit of a conversation, until no conversation has that many.
 *
 * @param faultsAt the faults that are tried there
 * @param first the first write that fails
 */
export async function sweep(
  talk: TalkThrough,
  step: number,
  faultsAt: (from: number) => readonly { readonly code: WriteFault; readonly undoes: boolean }[],
  first = 1,
): Promise<Swept> {
  const bad: string[] = [];
  let rounds = 0;
  for (let from = first; ; from += step) {
    let isReached = false;
    for (const fault of faultsAt(from)) {
      for (const times of TIMES) {
        rounds += 1;
        const round = await talk.round({ ...fault, from, times });
        isReached ||= round.failed > 0;
        if (round.wrong !== null) bad.push(round.wrong);
      }
    }
    if (!isReached) return { bad, rounds, writes: from - 1 };
  }
}
