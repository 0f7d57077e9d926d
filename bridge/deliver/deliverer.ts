import type { Context } from '../../src/context.ts';
import { storedLane } from '../../src/domain/lane.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { createDue, type Due } from '../../src/store/due.ts';
import {
  dueFileLanes,
  dueLanes,
  type LaneRow,
  nextLaneAt,
  noteFileTurn,
  rescheduleLane,
} from '../../src/store/lanes.ts';
import { putRequest, requestsInFlight } from '../../src/store/requests.ts';
import type { Platform } from '../../src/store/schema.ts';
import type { Commit } from '../receive/group-commit.ts';
import { enter, type Places, type Settled } from './admission.ts';
import { bearFault, settleFaulty } from './bear-fault.ts';
import { type Answer, makeCall, type Platforms } from './call.ts';
import { type Claim, claimLane } from './claim.ts';
import type { FileGate } from './file-gate.ts';
import type { PlatformHealth } from './health.ts';
import { bringAllBack } from './late-files.ts';
import type { PushGate } from './push-gate.ts';
import type { RateBook } from './rate-book.ts';
import { settleClaim } from './settle.ts';

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
  readonly files: FileGate;
  /** Called when a call has been settled: there may be more to do. */
  readonly onSettled: () => void;
  readonly onFault: (what: string, error: unknown) => void;
}

/** Sends what the outbox holds, lane by lane. */
export interface Deliverer {
  /** Starts as many calls as may start now. Returns how many it started. */
  pump(): number;
  /** Calls under way. */
  readonly inFlight: ReadonlySet<Promise<void>>;
  /** When the next lane wants to move; null while nothing waits or no call is free. */
  nextAt(): number | null;
  /** After a start: nobody knows what became of the requests that were in flight. */
  recover(): void;
}

const PLATFORMS: readonly Platform[] = ['line', 'line-works'];
const SETTLE_AGAIN_MS = 1000;
/** After so many tries it is not the database: what is known of the outcome is written instead. */
const SETTLE_TRIES = 3;
/** Webhooks wait while lanes are claimed; the alarm brings us back at once for the rest. */
const CLAIMS_AT_ONCE = 8;
/** Requests cut off by a crash are repeated soon, but after the callbacks that may settle them. */
const RECOVER_MS = 1000;

export function createDeliverer(parts: DelivererParts): Deliverer {
  const { context, gate, files } = parts;
  const busy: Record<Platform, Set<string>> = { line: new Set(), 'line-works': new Set() };
  const inFlight = new Set<Promise<void>>();

  const dueOf = (platform: Platform): Due =>
    createDue(context.db, context.clock, 'lanes', () =>
      nextLaneAt(context.db, platform, passedBy(platform), files.free(platform) > 0),
    );

  const pump = () => {
    let started = 0;
    // Lanes that wait for another's call may be let go by the passing of time alone.
    if (gate.waiting().length + files.waiting().length > 0) placesChanged();
    for (const platform of PLATFORMS) {
      const free = parts.mostInFlight - busy[platform].size;
      if (free <= 0 || !due[platform].isNow()) continue;
      for (const claim of claimDue(platform, free)) {
        start(platform, claim);
        started += 1;
      }
      placesChanged();
    }
    return started;
  };

  const claimDue = (platform: Platform, free: number): Claim[] => {
    const now = context.clock.now();
    const most = Math.min(free, CLAIMS_AT_ONCE);
    const passed = passedBy(platform);
    const due = lanesToClaim(platform, now, passed, most);
    if (due.length === 0) return [];
    return claimAll(parts, platform, due);
  };

  const passedBy = (platform: Platform) => [
    ...busy[platform],
    ...gate.waiting(),
    ...files.waiting(),
  ];

  /** Words and files by urgency and age, each in the order of their own turns. */
  const lanesToClaim = (platform: Platform, now: number, passed: string[], most: number) => {
    const words = dueLanes(context.db, platform, now, passed, most);
    const places = Math.min(files.free(platform), most);
    const fetches = places > 0 ? dueFileLanes(context.db, platform, now, passed, places) : [];
    if (fetches.length === 0) return words;
    const claimed = inTurn(words, fetches).slice(0, most);
    for (const row of claimed) if (row.owner !== null) noteFileTurn(context.db, row);
    return claimed;
  };

  const start = (platform: Platform, claim: Claim) => {
    busy[platform].add(claim.lane);
    const call = deliver(parts, claim).finally(() => {
      busy[platform].delete(claim.lane);
      placesChanged();
      inFlight.delete(call);
      parts.onSettled();
    });
    inFlight.add(call);
  };

  const due: Record<Platform, Due> = { line: dueOf('line'), 'line-works': dueOf('line-works') };
  const placesChanged = () => {
    for (const platform of PLATFORMS) due[platform].changed();
  };

  return {
    pump,
    inFlight,
    nextAt: () =>
      PLATFORMS.filter((platform) => busy[platform].size < parts.mostInFlight)
        .map((platform) => due[platform].nextAt())
        .reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null),
    recover: () => context.store.transaction(() => recoverRequests(context)),
  };
}

/** Merges two queues, of which each keeps its order: the head that is more urgent or older goes first. */
function inTurn(words: readonly LaneRow[], fetches: readonly LaneRow[]): LaneRow[] {
  const merged: LaneRow[] = [];
  const [one, other] = [[...words], [...fetches]];
  for (;;) {
    const [word, fetch] = [one[0], other[0]];
    if (word === undefined || fetch === undefined) return [...merged, ...one, ...other];
    const first = fetch.class - word.class || fetch.dueAt - word.dueAt;
    merged.push(first < 0 ? fetch : word);
    (first < 0 ? other : one).shift();
  }
}

/** A claim that threw. The lane it was for bears it. */
class ClaimFault extends Error {
  readonly lane: string;
  constructor(lane: string, cause: unknown) {
    super('A claim failed.', { cause });
    this.lane = lane;
  }
}

/**
 * Claims lanes in one transaction. When it cannot be written none of them is under way: every place that
 * was taken is free again, and all lanes but one at fault are claimed anew in the next round.
 */
function claimAll(parts: DelivererParts, platform: Platform, due: readonly LaneRow[]): Claim[] {
  const { context } = parts;
  const taken: Places[] = [];
  try {
    return context.store.transaction(() =>
      due.flatMap(({ lane }) => claimOne(parts, platform, lane, taken) ?? []),
    );
  } catch (error) {
    for (const places of taken) places.giveBack();
    if (!(error instanceof ClaimFault)) throw error;
    parts.onFault('claim', error.cause);
    const lane = storedLane(error.lane);
    context.store.transaction(() => bearFault(context, lane, parts.onFault));
    return [];
  }
}

function claimOne(
  parts: DelivererParts,
  platform: Platform,
  lane: string,
  taken: Places[],
): Claim | null {
  const { context } = parts;
  const places = enter(parts, platform, lane);
  if (typeof places === 'number') {
    rescheduleLane(context.db, storedLane(lane), places);
    return null;
  }
  taken.push(places);
  try {
    const claim = claimLane(context, lane, places);
    if (claim === null) places.giveBack();
    return claim;
  } catch (error) {
    throw new ClaimFault(lane, error);
  }
}

async function deliver(parts: DelivererParts, claim: Claim): Promise<void> {
  const { places, step } = claim;
  try {
    const outcome = await callSafely(parts, claim);
    places.answered(outcome);
    places.settled(step, outcome, await settleSurely(parts, claim, outcome));
  } finally {
    places.giveBack();
  }
}

/**
 * An outcome that cannot be written must not be forgotten: the lane stays busy until it can.
 *
 * @returns what it says about the platform
 */
async function settleSurely(
  parts: DelivererParts,
  claim: Claim,
  outcome: Outcome<Answer>,
): Promise<Settled> {
  const { context } = parts;
  let settled: Settled = 'silent';
  const settle = () => {
    settled = settleClaim(context, claim, outcome, claim.places.isDown(claim.step));
  };
  const settleAsKnown = () => {
    try {
      context.store.transaction(settle);
    } catch (error) {
      parts.onFault('settle', error);
      context.store.transaction(() => settleFaulty(context, claim, outcome, parts.onFault));
      settled = 'silent';
    }
  };
  let tries = 1;
  while (!(await parts.commit(tries > SETTLE_TRIES ? settleAsKnown : settle))) {
    parts.onFault('settle', new Error('The outcome of a call could not be written.'));
    tries += 1;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
  }
  return settled;
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
  bringAllBack(context);
  const soon = context.clock.now() + RECOVER_MS;
  for (const request of requestsInFlight(context.db)) {
    const unclear = request.unclear + 1;
    const body = request.step === 'fetch-media' ? null : request.body;
    putRequest(context.db, { ...request, body, inFlight: false, unclear });
    const waits = request.step === 'create-room' ? soon : context.clock.now();
    rescheduleLane(context.db, storedLane(request.lane), waits);
  }
}
