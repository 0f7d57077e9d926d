import type { Outcome } from '../../../src/domain/outcome.ts';
import type { Platform } from '../../../src/store/schema.ts';
import { type Step, worksApiOf } from '../loop/step.ts';
import type { FileGate } from './file-gate.ts';
import { hostOf, type PlatformHealth } from './health.ts';
import type { PushGate } from './push-gate.ts';
import type { CallEnd, RateBook } from './rate-book.ts';

/** What stands between a lane and its call. */
export interface Gates {
  readonly health: PlatformHealth;
  readonly gate: PushGate;
  readonly files: FileGate;
  readonly rates: RateBook;
}

/** What a call's end says about the platform, for its health; `silent`: it was not asked. */
export type Settled = 'answered' | 'platform-fault' | 'silent';

/**
 * The places that one claim holds: the probe of a platform in trouble, a push, a file, a call within the
 * limit. They are taken here and given back here, each once.
 */
export interface Places {
  /** Whether calls of LINE WORKS run short, so that texts are merged. */
  isShort(): boolean;
  /** Whether the whole platform of the lane is in trouble, as far as this step asks it. */
  isDown(step: Step): boolean;
  /**
   * Takes what a step needs. `waits`: for the end of another lane's call, which wakes this one; a number:
   * not before that instant (epoch ms). Then nothing of it is held.
   */
  take(
    step: Step,
    facts: {
      readonly isPush: boolean;
      readonly isNotice: () => boolean;
      /** The lane or person whose share of the calls this one counts for. */
      readonly payer: string;
    },
  ): 'taken' | 'waits' | number;
  /** The call has come to its end: its place in the platform's count is free. */
  answered(outcome: Outcome<unknown>): void;
  /** What became of it has been written. */
  settled(step: Step, outcome: Outcome<unknown>, settled: Settled): void;
  /** Gives back whatever is held still. May be called again. */
  giveBack(): void;
}

/** Opens the way for a lane, or says when to come back (epoch ms). */
export function enter(gates: Gates, platform: Platform, lane: string): Places | number {
  const host = hostOf(platform, lane);
  const pass = gates.health.mayCall(host, lane);
  return typeof pass === 'number' ? pass : openPlaces(gates, platform, lane);
}

function openPlaces(
  { health, gate, files, rates }: Gates,
  platform: Platform,
  lane: string,
): Places {
  const host = hostOf(platform, lane);
  let mayProbe = true;
  let isPushing = false;
  let hasFile = false;
  let api: ReturnType<typeof worksApiOf> = null;

  const leavePlatform = (settled: Settled) => {
    if (!mayProbe) return;
    mayProbe = false;
    if (settled === 'answered') health.answered(host);
    else if (settled === 'platform-fault') health.fault(host, lane);
    else health.giveBack(host, lane);
  };
  const leaveCount = (end: CallEnd) => {
    if (api !== null) rates.release(api, end);
    api = null;
  };
  const leavePushes = (end: 'sent' | 'quota' | 'other') => {
    if (isPushing) gate.release(lane, end);
    else gate.skipped(lane);
    isPushing = false;
  };
  const leaveFiles = () => {
    if (hasFile) files.release(lane);
    hasFile = false;
  };

  const takeAll: Places['take'] = (step, { isPush, isNotice, payer }) => {
    const fileAt = fileSideOf(step);
    if (fileAt !== null) {
      if (!files.take(fileAt, lane)) return 'waits';
      hasFile = true;
    }
    if (isPush && step.step === 'line-say') {
      if (!gate.take(step.channelId, lane, isNotice())) return 'waits';
      isPushing = true;
    }
    const counted = worksApiOf(step);
    const pass = counted === null ? 'taken' : rates.take(counted, isNotice, payer);
    if (pass === 'taken') api = counted;
    return pass;
  };

  return {
    isShort: () => rates.isShort('channel-message', lane),
    isDown: (step) => !isElsewhere(platform, step) && health.isPaused(host),
    take: (step, facts) => {
      const pass = takeAll(step, facts);
      // Another notice may go in the place of one that needs no push.
      if (!facts.isPush) gate.skipped(lane);
      if (pass !== 'taken') {
        leaveFiles();
        if (isPushing) leavePushes('other');
      }
      return pass;
    },
    answered: (outcome) => {
      const limit = outcome.kind === 'retry' && outcome.reason === 'rate-limit' ? outcome : null;
      const counted = api;
      leaveCount(outcome.kind === 'withheld' ? 'unused' : limit === null ? 'over' : 'limited');
      if (limit !== null && counted !== null) rates.exhausted(counted, limit.afterMs);
    },
    settled: (step, outcome, settled) => {
      leavePlatform(isElsewhere(platform, step) ? 'silent' : settled);
      leavePushes(pushEnd(outcome));
      leaveFiles();
    },
    giveBack: () => {
      leavePlatform('silent');
      leaveCount('unused');
      leavePushes('other');
      leaveFiles();
    },
  };
}

/** Which platform a file comes from or goes to in this step; null: none moves. */
function fileSideOf(step: Step): Platform | null {
  if (step.step === 'fetch-media') return step.from;
  const goesUp = step.step === 'upload-media' || step.step === 'upload-picture';
  return goesUp ? 'line-works' : null;
}

/** Whether another host is called than the lane's: its end says nothing about that one. */
function isElsewhere(platform: Platform, step: Step): boolean {
  // Files go to a storage of their own (line-works.md §4).
  if (step.step === 'upload-picture') return true;
  // Asked for on a room's LINE WORKS lane.
  return platform === 'line-works' && step.step === 'line-profile';
}

function pushEnd(outcome: Outcome<unknown>): 'sent' | 'quota' | 'other' {
  if (outcome.kind === 'sent') return 'sent';
  return outcome.kind === 'refused' && outcome.reason === 'quota' ? 'quota' : 'other';
}
