import type { Context } from '../../../src/context.ts';
import { storedLane } from '../../../src/domain/delivery/lane.ts';
import { type LaneRow, rescheduleLane } from '../../../src/store/queue/lanes.ts';
import type { Platform } from '../../../src/store/schema.ts';
import { isStoreFault } from '../../../src/store/sqlite/store.ts';
import { admit, type Gates, type Permit } from '../admission/admit.ts';
import { bearFault } from '../outcome/bear-fault.ts';
import { type Claim, claimLane } from './claim.ts';

export interface ClaimParts extends Gates {
  readonly context: Context;
  readonly onFault: (what: string, error: unknown) => void;
}

/** A claim that threw. Its lane bears the fault. */
class ClaimFault extends Error {
  readonly lane: string;
  constructor(lane: string, cause: unknown) {
    super('A claim failed.', { cause });
    this.lane = lane;
  }
}

/**
 * Claims lanes in one transaction. When it cannot be written no lane is under way: every place that
 * was taken is free again, and all lanes but one at fault are claimed again in the next round.
 */
export function claimLanes(
  parts: ClaimParts,
  platform: Platform,
  due: readonly LaneRow[],
  bears: boolean,
): Claim[] {
  const { context } = parts;
  const taken: Permit[] = [];
  try {
    return context.store.transaction(() =>
      due.flatMap(({ lane }) => claimOne(parts, platform, lane, taken) ?? []),
    );
  } catch (error) {
    for (const permit of taken) permit.release();
    if (!(error instanceof ClaimFault) || !bears) throw error;
    parts.onFault('claim', error.cause);
    const lane = storedLane(error.lane);
    context.store.transaction(() => bearFault(context, lane, parts.onFault));
    return [];
  }
}

function claimOne(
  parts: ClaimParts,
  platform: Platform,
  lane: string,
  taken: Permit[],
): Claim | null {
  const { context } = parts;
  const permit = admit(parts, platform, lane);
  if (typeof permit === 'number') {
    rescheduleLane(context.db, storedLane(lane), permit);
    return null;
  }
  taken.push(permit);
  try {
    const claim = claimLane(context, lane, permit);
    if (claim === null) permit.release();
    return claim;
  } catch (error) {
    throw isStoreFault(error) ? error : new ClaimFault(lane, error);
  }
}
