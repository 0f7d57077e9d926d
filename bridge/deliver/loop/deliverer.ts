import type { Context } from '../../../src/context.ts';
import { storedLane } from '../../../src/domain/delivery/lane.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import type { RecentCalls } from '../../../src/domain/limits/recent-calls.ts';
import { rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { putRequest, requestsInFlight } from '../../../src/store/queue/requests.ts';
import type { Platform } from '../../../src/store/schema.ts';
import type { FileGate } from '../admission/file-gate.ts';
import type { PlatformHealth } from '../admission/health.ts';
import type { PushGate } from '../admission/push-gate.ts';
import type { RateBook } from '../admission/rate-book.ts';
import { bringAllBack } from '../media/late-files.ts';
import { giveUpRow, type OnFault } from '../outcome/give-up-row.ts';
import { type Answer, makeCall, type Platforms } from './call.ts';
import type { Claim } from './claim.ts';
import { claimLanes } from './claim-lanes.ts';
import { createDueLanes, type DueLanes } from './due-lanes.ts';
import { noteAttempt } from './note-attempt.ts';
import { areaOf, destinationOf } from './platform-call.ts';
import { createSettlements, type Settlements } from './settlements.ts';

export interface DelivererParts {
  readonly context: Context;
  readonly platforms: Platforms;
  readonly rates: RateBook;
  readonly gate: PushGate;
  readonly health: PlatformHealth;
  /** Hears how each call that sends something ended. */
  readonly calls: Pick<RecentCalls, 'note'>;
  /** Calls in flight per platform. */
  readonly mostInFlight: number;
  readonly files: FileGate;
  /** How long an unwritten outcome waits for its next try, real ms; absent: a second. */
  readonly settleAgainMs?: number;
  /** Called when a call has ended: its outcome is to be written. */
  readonly onEnded: () => void;
  /** Called when the end of a call has been written: its lane is free. */
  readonly onFreed: () => void;
  readonly onFault: (what: string, error: unknown) => void;
}

/** Sends the rows of the outbox, lane by lane. */
export interface Deliverer {
  /** Ended calls whose outcome is still to be written. */
  readonly settlements: Settlements;
  /** Whether there may be a lane to claim. */
  isDue(): boolean;
  /**
   * Claims as many lanes as may move now, one platform after the other, each in a transaction (in a
   * caller's: a savepoint). Calls leave only once that is durable.
   *
   * @param claimed takes claims as they come: when one platform's claims throw, the other's stand
   * @param bears whether a failing lane bears its fault; otherwise the fault is thrown
   */
  claim(claimed: Claimed[], bears: boolean): void;
  /** The claims are durable: their calls leave. */
  start(claimed: readonly Claimed[]): void;
  /** The claims could not be written: their places are free again. */
  giveBack(claimed: readonly Claimed[]): void;
  /** Calls under way. */
  readonly inFlight: ReadonlySet<Promise<void>>;
  /** When the next lane wants to move; null while no lane waits or no call is free. */
  nextAt(): number | null;
  /** After a start: the outcome of requests that were in flight is unknown. */
  recover(): void;
}

/** A claim, and its platform. */
export interface Claimed {
  readonly platform: Platform;
  readonly claim: Claim;
}

const PLATFORMS: readonly Platform[] = ['line', 'line-works'];
/** Requests cut off by a crash are repeated soon, but after the callbacks that may settle them. */
const RECOVER_MS = 1000;

export function createDeliverer(parts: DelivererParts): Deliverer {
  const { context, gate, files } = parts;
  const settlements = createSettlements({
    context,
    onFault: parts.onFault,
    onAgain: parts.onEnded,
    ...(parts.settleAgainMs === undefined ? {} : { againMs: parts.settleAgainMs }),
  });
  const calls = createCallsUnderWay(parts, settlements, () => placesChanged());
  const due: Record<Platform, DueLanes> = {
    line: createDueLanes(parts, 'line', calls.lanesOf.line),
    'line-works': createDueLanes(parts, 'line-works', calls.lanesOf['line-works']),
  };
  const placesChanged = () => {
    for (const platform of PLATFORMS) due[platform].changed();
  };
  const freeOf = (platform: Platform) => parts.mostInFlight - calls.lanesOf[platform].size;
  const isDueAt = (platform: Platform) => freeOf(platform) > 0 && due[platform].isNow();

  return {
    settlements,
    isDue: () => {
      // Time alone may release lanes that wait for another's call.
      if (gate.waiting().length + files.waiting().length > 0) placesChanged();
      return PLATFORMS.some(isDueAt);
    },
    claim: (claimed, bears) => {
      for (const platform of PLATFORMS.filter(isDueAt)) {
        const lanes = due[platform].take(freeOf(platform));
        const claims = lanes.length === 0 ? [] : claimLanes(parts, platform, lanes, bears);
        for (const claim of claims) claimed.push({ platform, claim });
        placesChanged();
      }
    },
    start: (claimed) => {
      for (const one of claimed) calls.start(one);
      if (claimed.length > 0) placesChanged();
    },
    giveBack: (claimed) => {
      for (const one of claimed) one.claim.permit.release();
    },
    inFlight: calls.inFlight,
    nextAt: () =>
      PLATFORMS.filter((platform) => freeOf(platform) > 0)
        .map((platform) => due[platform].nextAt())
        .reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null),
    recover: () => context.store.transaction(() => recoverRequests(context, parts.onFault)),
  };
}

/** Calls that have left and whose end has not been written, and their lanes. */
function createCallsUnderWay(
  parts: DelivererParts,
  settlements: Settlements,
  onPlaceFree: () => void,
) {
  const lanesOf: Record<Platform, Set<string>> = { line: new Set(), 'line-works': new Set() };
  const inFlight = new Set<Promise<void>>();
  return {
    lanesOf,
    inFlight,
    start: ({ platform, claim }: Claimed) => {
      lanesOf[platform].add(claim.lane);
      const call = deliver(parts, settlements, claim).finally(() => {
        lanesOf[platform].delete(claim.lane);
        onPlaceFree();
        inFlight.delete(call);
        parts.onFreed();
      });
      inFlight.add(call);
    },
  };
}

async function deliver(
  parts: DelivererParts,
  settlements: Settlements,
  claim: Claim,
): Promise<void> {
  const { permit, call } = claim;
  try {
    parts.context.reached?.(`${areaOf(call)}.leaves`);
    const begunAt = performance.now();
    const outcome = await callSafely(parts, claim);
    parts.context.reached?.(`${areaOf(call)}.answered`);
    permit.answered(outcome);
    noteAttempt(parts.context, claim, outcome, performance.now() - begunAt);
    const destination = destinationOf(call);
    if (destination !== null) parts.calls.note(destination, outcome);
    const written = settlements.add(claim, outcome);
    parts.onEnded();
    permit.settled(call, outcome, await written);
  } finally {
    permit.release();
  }
}

/** A call that throws is a bug of ours; the request is then as unclear as a cut connection. */
async function callSafely(parts: DelivererParts, claim: Claim): Promise<Outcome<Answer>> {
  try {
    return await makeCall(parts.context, parts.platforms, claim);
  } catch (error) {
    parts.onFault('call', error);
    return { kind: 'unclear', reason: 'cut-off', detail: 'fault' };
  }
}

function recoverRequests(context: Context, onFault: OnFault): void {
  for (const row of bringAllBack(context)) giveUpRow(context, row, 'refused', onFault);
  const soon = context.clock.now() + RECOVER_MS;
  for (const request of requestsInFlight(context.db)) {
    const unclear = request.unclear + 1;
    const body = request.step === 'fetch-media' ? null : request.body;
    putRequest(context.db, { ...request, body, inFlight: false, unclear });
    const waits = request.step === 'create-room' ? soon : context.clock.now();
    rescheduleLane(context.db, storedLane(request.lane), waits);
  }
}
