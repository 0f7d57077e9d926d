import { type Outcome, wasTried } from '../../../src/domain/delivery/outcome.ts';
import type { Platform } from '../../../src/store/schema.ts';
import { type PlatformCall, worksApiOf } from '../loop/platform-call.ts';
import type { FileGate } from './file-gate.ts';
import { hostOf, type PlatformHealth } from './health.ts';
import { holdCall, holdFile, holdProbe, holdPush } from './holds.ts';
import type { PushGate } from './push-gate.ts';
import type { RateBook } from './rate-book.ts';

/** What stands between a lane and its call. */
export interface Gates {
  readonly health: PlatformHealth;
  readonly gate: PushGate;
  readonly files: FileGate;
  readonly rates: RateBook;
}

/** What a call's end says about the platform's health; `silent`: it was not asked. */
export type Settled = 'answered' | 'platform-fault' | 'silent';

/**
 * Permission for one lane to make one call: the probe of a platform in trouble, a push, a file, a
 * call within the limit. All four are taken and given back here, each once, whatever throws.
 */
export interface Permit {
  /** Whether calls of LINE WORKS run short, so that texts are merged. */
  isShort(): boolean;
  /** Whether the lane's whole platform is in trouble, as far as this call uses it. */
  isDown(call: PlatformCall): boolean;
  /**
   * Takes what a call needs. `waits`: for the end of another lane's call, which wakes this one; a
   * number: not before that instant (epoch ms). In both cases the permit holds nothing of it.
   */
  take(
    call: PlatformCall,
    facts: {
      readonly isPush: boolean;
      readonly isNotice: () => boolean;
      /** The lane or person whose share of the calls this one uses. */
      readonly payer: string;
    },
  ): 'taken' | 'waits' | number;
  /** The call has ended: its place in the platform's count is free. */
  answered(outcome: Outcome<unknown>): void;
  /** Its outcome has been written. */
  settled(call: PlatformCall, outcome: Outcome<unknown>, settled: Settled): void;
  /** Gives back everything still held. May be called again. */
  release(): void;
}

/** Lets a lane make a call, as far as its platform allows, or says when to come back (epoch ms). */
export function admit(gates: Gates, platform: Platform, lane: string): Permit | number {
  const host = hostOf(platform, lane);
  const pass = gates.health.mayCall(host, lane);
  return typeof pass === 'number' ? pass : openPermit(gates, platform, lane);
}

function openPermit(gates: Gates, platform: Platform, lane: string): Permit {
  const host = hostOf(platform, lane);
  const probe = holdProbe(gates.health, host, lane);
  const push = holdPush(gates.gate, lane);
  const file = holdFile(gates.files, lane);
  const rate = holdCall(gates.rates);

  const takeAll: Permit['take'] = (call, { isPush, isNotice, payer }) => {
    const fileAt = fileSideOf(call);
    if (fileAt !== null && !file.take(fileAt)) return 'waits';
    const pushes = isPush && call.step === 'line-say';
    if (pushes && !push.take(call.channelId, isNotice())) return 'waits';
    const api = worksApiOf(call);
    return api === null ? 'taken' : rate.take(api, isNotice, payer);
  };

  return {
    isShort: () => gates.rates.isShort('channel-message', lane),
    isDown: (call) => !isElsewhere(platform, call) && gates.health.isPaused(host),
    take: (call, facts) => {
      const pass = takeAll(call, facts);
      if (!facts.isPush) push.skip();
      if (pass !== 'taken') {
        file.release();
        push.giveBack();
      }
      return pass;
    },
    answered: (outcome) => {
      const isLimited = outcome.kind === 'retry' && outcome.reason === 'rate-limit';
      if (isLimited) rate.release('limited', outcome.afterMs);
      else rate.release(wasTried(outcome) ? 'over' : 'unused');
    },
    settled: (call, outcome, settled) => {
      probe.release(isElsewhere(platform, call) ? 'silent' : settled);
      push.release(pushEnd(outcome));
      file.release();
    },
    release: () => {
      probe.release('silent');
      rate.release('unused');
      push.release('other');
      file.release();
    },
  };
}

/** The platform a file comes from or goes to in this call; null: the call carries no file. */
function fileSideOf(call: PlatformCall): Platform | null {
  if (call.step === 'fetch-media') return call.from;
  const goesUp = call.step === 'upload-media' || call.step === 'upload-picture';
  return goesUp ? 'line-works' : null;
}

/** Whether the call goes to another host than the lane's: its end says nothing about the lane's. */
function isElsewhere(platform: Platform, call: PlatformCall): boolean {
  // Files go to a storage of their own (line-works.md §4).
  if (call.step === 'upload-picture') return true;
  // Queried on a room's LINE WORKS lane.
  return platform === 'line-works' && call.step === 'line-profile';
}

function pushEnd(outcome: Outcome<unknown>): 'sent' | 'quota' | 'other' {
  if (outcome.kind === 'sent') return 'sent';
  return outcome.kind === 'refused' && outcome.reason === 'quota' ? 'quota' : 'other';
}
