import type { Context } from '../../../src/context.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import type { Settled } from '../admission/admit.ts';
import { settleFaulty } from '../outcome/bear-fault.ts';
import type { Answer } from './call.ts';
import type { Claim } from './claim.ts';
import { settleClaim } from './settle.ts';

/**
 * Ended calls whose outcome is still to be written. Their lanes stay under way until it is: an
 * unwritten outcome must not be forgotten.
 */
export interface Settlements {
  /** Resolves once the outcome is durable, with what it says about the platform. */
  add(claim: Claim, outcome: Outcome<Answer>): Promise<Settled>;
  /** Whether `writeAll` has work. */
  readonly waiting: boolean;
  /** Writes outcomes in the caller's transaction. Throws when one cannot be written. */
  writeAll(): void;
  /** The outcomes of `writeAll` are durable. */
  written(): void;
  /**
   * Writes outcomes, each in a transaction of its own. One that cannot be written is tried again.
   */
  writeEach(): void;
  /** Tries unwritten outcomes again once their pause is over. Returns whether one was written. */
  tryAgain(): boolean;
}

/**
 * After so many tries it is not the database: only the known part of the outcome is written then.
 */
const TRIES = 3;
/** Pause after a refused write. Real ms. */
const AGAIN_MS = 1000;

interface Ended {
  readonly claim: Claim;
  readonly outcome: Outcome<Answer>;
  readonly durable: (settled: Settled) => void;
  settled: Settled;
  tries: number;
}

interface SettlementParts {
  readonly context: Context;
  readonly onFault: (what: string, error: unknown) => void;
  /** Called when it is time to try unwritten outcomes again. */
  readonly onAgain: () => void;
  readonly againMs?: number;
}

export function createSettlements(parts: SettlementParts): Settlements {
  const { write, writeAlone } = writerOf(parts);
  const pause = pauseOf(parts.againMs ?? AGAIN_MS, parts.onAgain);
  let fresh: Ended[] = [];
  let unwritten: Ended[] = [];

  const tryAlone = (ended: Ended): boolean => {
    try {
      writeAlone(ended);
    } catch (error) {
      parts.onFault('settle', error);
      unwritten.push(ended);
      pause.begin();
      return false;
    }
    ended.durable(ended.settled);
    return true;
  };

  return {
    add: (claim, outcome) =>
      new Promise((durable) => {
        fresh.push({ claim, outcome, durable, settled: 'silent', tries: 0 });
      }),
    get waiting() {
      return fresh.length > 0;
    },
    writeAll: () => {
      for (const ended of fresh) write(ended);
    },
    written: () => {
      const done = fresh;
      fresh = [];
      for (const { durable, settled } of done) durable(settled);
    },
    writeEach: () => {
      const ended = fresh;
      fresh = [];
      for (const one of ended) tryAlone(one);
    },
    tryAgain: () => {
      if (pause.isOn() || unwritten.length === 0) return false;
      const ended = unwritten;
      unwritten = [];
      return ended.map(tryAlone).includes(true);
    },
  };
}

/** `write`: in the caller's transaction; `writeAlone`: in its own, at last only what is known. */
function writerOf({ context, onFault }: SettlementParts) {
  const write = (ended: Ended) => {
    const { claim, outcome } = ended;
    ended.settled = settleClaim(context, claim, outcome, claim.permit.isDown(claim.call));
  };
  const writeAsKnown = (ended: Ended) => {
    try {
      context.store.transaction(() => write(ended));
    } catch (error) {
      onFault('settle', error);
      const { claim, outcome } = ended;
      context.store.transaction(() => settleFaulty(context, claim, outcome, onFault));
      ended.settled = 'silent';
    }
  };
  const writeAlone = (ended: Ended) => {
    ended.tries += 1;
    if (ended.tries > TRIES) writeAsKnown(ended);
    else context.store.transaction(() => write(ended));
  };
  return { write, writeAlone };
}

/** One pause at a time; `onOver` is called at its end. */
function pauseOf(ms: number, onOver: () => void) {
  let isOn = false;
  return {
    isOn: () => isOn,
    begin: () => {
      if (isOn) return;
      isOn = true;
      setTimeout(() => {
        isOn = false;
        onOver();
      }, ms);
    },
  };
}
