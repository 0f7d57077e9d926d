import type { Context } from '../../src/context.ts';
import { storedLane } from '../../src/domain/lane.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import {
  dueLanes,
  nextLaneAt,
  putRequest,
  requestsInFlight,
  rescheduleLane,
} from '../../src/store/outbox.ts';
import type { Platform } from '../../src/store/schema.ts';
import type { Commit } from '../receive/group-commit.ts';
import { type Answer, makeCall, type Platforms } from './call.ts';
import { type Claim, claimLane, stepOf } from './claim.ts';
import type { PlatformHealth } from './health.ts';
import type { PushGate } from './push-gate.ts';
import type { RateBook } from './rate-book.ts';
import { settleClaim } from './settle.ts';
import { worksApiOf } from './step.ts';

export interface DelivererParts {
  readonly context: Context;
  readonly platforms: Platforms;
  readonly rates: RateBook;
  readonly gate: PushGate;
  readonly health: PlatformHealth;
  /** Writes settlements; concurrent ones share a commit. */
  readonly commit: Commit<() => void>;
  /** Calls in flight per platform. */
  readonly mostInFlight: number;
  /** Called when a call has been settled: there may be more to do. */
  readonly onSettled: () => void;
  readonly onFault: (what: string, error: unknown) => void;
}

/** Sends what the outbox holds, lane by lane. */
export interface Deliverer {
  /** Starts as many calls as may start now. */
  pump(): void;
  /** Calls under way. */
  readonly inFlight: ReadonlySet<Promise<void>>;
  /** When the next lane wants to move; null while nothing waits or no call is free. */
  nextAt(): number | null;
  /** After a start: nobody knows what became of the requests that were in flight. */
  recover(): void;
}

const PLATFORMS: readonly Platform[] = ['line', 'line-works'];
/** A lane we stumble over rests, so that a fault of ours does not spin. */
const FAULT_PAUSE_MS = 30_000;
const SETTLE_AGAIN_MS = 1000;
/** Webhooks wait while lanes are claimed; the alarm brings us back at once for the rest. */
const CLAIMS_AT_ONCE = 8;
/** Requests cut off by a crash are repeated soon, but after the callbacks that may settle them. */
const RECOVER_MS = 1000;

export function createDeliverer(parts: DelivererParts): Deliverer {
  const { context, gate } = parts;
  const busy: Record<Platform, Set<string>> = { line: new Set(), 'line-works': new Set() };
  const inFlight = new Set<Promise<void>>();

  const pump = () => {
    for (const platform of PLATFORMS) {
      const free = parts.mostInFlight - busy[platform].size;
      if (free <= 0) continue;
      for (const claim of claimDue(platform, free)) start(platform, claim);
    }
  };

  const claimDue = (platform: Platform, free: number): Claim[] => {
    const now = context.clock.now();
    const most = Math.min(free, CLAIMS_AT_ONCE);
    const passed = [...busy[platform], ...gate.waiting()];
    const due = dueLanes(context.db, platform, now, passed, most);
    if (due.length === 0) return [];
    try {
      return context.store.transaction(() =>
        due.flatMap(({ lane }) => claimOne(parts, platform, lane) ?? []),
      );
    } catch (error) {
      // Not written, so none of them is under way: the probe of a platform in trouble is free again.
      for (const { lane } of due) {
        parts.health.giveBack(platform, lane);
        gate.release(lane, 'other');
      }
      throw error;
    }
  };

  const start = (platform: Platform, claim: Claim) => {
    busy[platform].add(claim.lane);
    const call = deliver(parts, platform, claim).finally(() => {
      busy[platform].delete(claim.lane);
      inFlight.delete(call);
      parts.onSettled();
    });
    inFlight.add(call);
  };

  return {
    pump,
    inFlight,
    nextAt: () =>
      PLATFORMS.filter((platform) => busy[platform].size < parts.mostInFlight)
        .map((platform) => nextLaneAt(context.db, platform, [...busy[platform], ...gate.waiting()]))
        .reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null),
    recover: () => context.store.transaction(() => recoverRequests(context)),
  };
}

function claimOne(parts: DelivererParts, platform: Platform, lane: string): Claim | null {
  const { context, health } = parts;
  const pass = health.mayCall(platform, lane);
  if (typeof pass === 'number') {
    rescheduleLane(context.db, storedLane(lane), pass);
    return null;
  }
  try {
    const claim = context.store.transaction(() =>
      claimLane(context, lane, parts.rates, parts.gate),
    );
    if (claim === null) health.giveBack(platform, lane);
    if (claim?.request.retryKey == null) parts.gate.skipped(lane);
    return claim;
  } catch (error) {
    health.giveBack(platform, lane);
    parts.gate.release(lane, 'other');
    parts.onFault('claim', error);
    rescheduleLane(context.db, storedLane(lane), context.clock.now() + FAULT_PAUSE_MS);
    return null;
  }
}

async function deliver(parts: DelivererParts, platform: Platform, claim: Claim): Promise<void> {
  const { context, rates, health } = parts;
  const outcome = await callSafely(parts, claim);
  const api = worksApiOf(claim.step);
  if (api !== null) {
    rates.release(api);
    if (outcome.kind === 'retry' && outcome.reason === 'rate-limit') {
      rates.exhausted(api, outcome.afterMs ?? 60_000);
    }
  }
  const settle = () => {
    // A LINE profile is asked for on a room's LINE WORKS lane: its end says nothing about LINE WORKS.
    // Files come from and go to hosts of their own: these say nothing about the API either.
    const elsewhere = isElsewhere(platform, claim);
    const down = !elsewhere && health.isPaused(platform);
    const settled = settleClaim(context, claim, outcome, down);
    if (elsewhere || settled === 'silent') health.giveBack(platform, claim.lane);
    else if (settled === 'answered') health.answered(platform);
    else health.fault(platform, claim.lane);
  };
  // An outcome that cannot be written must not be forgotten: the lane stays busy until it can.
  while (!(await parts.commit(settle))) {
    parts.onFault('settle', new Error('The outcome of a call could not be written.'));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
  }
  parts.gate.release(claim.lane, pushEnd(outcome));
}

function isElsewhere(platform: Platform, { step }: Claim): boolean {
  if (step.step === 'fetch-media' || step.step === 'upload-media') return true;
  return platform === 'line-works' && step.step === 'line-profile';
}

function pushEnd(outcome: Outcome<Answer>): 'sent' | 'quota' | 'other' {
  if (outcome.kind === 'sent') return 'sent';
  return outcome.kind === 'refused' && outcome.reason === 'quota' ? 'quota' : 'other';
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

function recoverRequests(context: Context): void {
  const soon = context.clock.now() + RECOVER_MS;
  for (const request of requestsInFlight(context.db)) {
    putRequest(context.db, { ...request, inFlight: false, unclear: request.unclear + 1 });
    const waits = stepOf(request).step === 'create-room' ? soon : context.clock.now();
    rescheduleLane(context.db, storedLane(request.lane), waits);
  }
}
