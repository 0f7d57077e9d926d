import type { Context } from '../src/context.ts';
import type { Due } from '../src/store/queue/due.ts';
import { AllUndone, isStoreFault } from '../src/store/sqlite/store.ts';
import type { Claimed, Deliverer } from './deliver/loop/deliverer.ts';

export interface RoundParts {
  readonly context: Context;
  /** Whether events wait. */
  readonly waiting: Pick<Due, 'isNow'>;
  /** Takes a batch of waiting events to their effects; returns how many were looked at. */
  readonly relay: () => number;
  readonly deliverer: Deliverer;
  readonly onFault: (what: string, error: unknown) => void;
}

/**
 * One round of the engine: outcomes are written, arrivals are taken to their effects, and calls are
 * claimed, all in one commit. Calls leave only once their claim is durable. If that commit fails or
 * an event throws, each part is tried in commits of its own, with a savepoint for each event, so
 * that one unwritable item does not block the others.
 *
 * @returns a function that returns whether anything moved
 */
export function createRound(parts: RoundParts): () => boolean {
  const { context, waiting, deliverer } = parts;
  const { settlements } = deliverer;
  const relay = () => (waiting.isNow() ? parts.relay() : 0);

  const byParts = (): boolean => {
    settlements.writeEach();
    const looked = relay();
    const claimed: Claimed[] = [];
    try {
      if (deliverer.isDue()) deliverer.claim(claimed, true);
    } finally {
      // Each platform's claims are durable on their own.
      deliverer.start(claimed);
    }
    return looked + claimed.length > 0;
  };

  return () => {
    const caughtUp = settlements.tryAgain();
    const ended = settlements.waiting;
    if (!ended && !waiting.isNow() && !deliverer.isDue()) return caughtUp;
    let looked = 0;
    const claimed: Claimed[] = [];
    const tell = (when: 'write' | 'commit') => {
      if (ended) context.reached?.(`settle.${when}`);
      if (looked > 0) context.reached?.(`relay.${when}`);
      if (claimed.length > 0) context.reached?.(`claim.${when}`);
    };
    try {
      context.store.asOne(() => {
        settlements.writeAll();
        looked = relay();
        if (deliverer.isDue()) deliverer.claim(claimed, false);
        tell('write');
      });
    } catch (error) {
      deliverer.giveBack(claimed);
      // The part at fault meets it again, and reports it.
      if (isStoreFault(error) && !(error instanceof AllUndone)) parts.onFault('round', error);
      return byParts();
    }
    tell('commit');
    settlements.written();
    deliverer.start(claimed);
    return caughtUp || ended || looked + claimed.length > 0;
  };
}
