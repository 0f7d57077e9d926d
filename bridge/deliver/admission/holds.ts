import type { Host } from '../../../src/domain/destination.ts';
import type { ChannelId } from '../../../src/domain/ids.ts';
import type { WorksApi } from '../../../src/platforms/line-works/client.ts';
import type { Platform } from '../../../src/store/schema.ts';
import type { FileGate } from './file-gate.ts';
import type { PlatformHealth } from './health.ts';
import type { PushGate } from './push-gate.ts';
import type { CallEnd, RateBook } from './rate-book.ts';

/*
 * The four holds of a permit. Each knows whether it is held, so that giving it back twice counts
 * once.
 */

/** The probe of a platform in trouble; held from the start, trouble or not. */
export function holdProbe(health: PlatformHealth, host: Host, lane: string) {
  let isHeld = true;
  return {
    release: (said: 'answered' | 'platform-fault' | 'silent') => {
      if (!isHeld) return;
      isHeld = false;
      if (said === 'answered') health.answered(host);
      else if (said === 'platform-fault') health.fault(host, lane);
      else health.giveBack(host, lane);
    },
  };
}

/** A push on an account. */
export function holdPush(gate: PushGate, lane: string) {
  let isHeld = false;
  return {
    take: (channelId: ChannelId, isNotice: boolean): boolean => {
      isHeld = gate.take(channelId, lane, isNotice);
      return isHeld;
    },
    /** Another notice may take the place of a lane that needs no push after all. */
    skip: () => gate.skipped(lane),
    giveBack: () => {
      if (isHeld) gate.release(lane, 'other');
      isHeld = false;
    },
    release: (end: 'sent' | 'quota' | 'other') => {
      if (isHeld) gate.release(lane, end);
      else gate.skipped(lane);
      isHeld = false;
    },
  };
}

/** A file on its way from a platform or to it. */
export function holdFile(files: FileGate, lane: string) {
  let isHeld = false;
  return {
    take: (platform: Platform): boolean => {
      isHeld = files.take(platform, lane);
      return isHeld;
    },
    release: () => {
      if (isHeld) files.release(lane);
      isHeld = false;
    },
  };
}

/** A call within a limit of LINE WORKS. */
export function holdCall(rates: RateBook) {
  let api: WorksApi | null = null;
  return {
    take: (counted: WorksApi, mayWait: () => boolean, payer: string): 'taken' | number => {
      const pass = rates.take(counted, mayWait, payer);
      if (pass === 'taken') api = counted;
      return pass;
    },
    release: (end: CallEnd, pauseMs: number | null = null) => {
      if (api === null) return;
      rates.release(api, end);
      if (end === 'limited') rates.exhausted(api, pauseMs);
      api = null;
    },
  };
}
