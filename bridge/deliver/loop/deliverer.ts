import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS } from '../../../src/domain/errand.ts';
import { storedLane } from '../../../src/domain/lane.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import type { RecentCalls } from '../../../src/domain/recent-calls.ts';
import { createDue, type Due } from '../../../src/store/due.ts';
import {
  dueFileLanes,
  dueLanes,
  type LaneRow,
  nextLaneAt,
  noteFileTurn,
  rescheduleLane,
} from '../../../src/store/lanes.ts';
import { putRequest, requestsInFlight } from '../../../src/store/requests.ts';
import type { Platform } from '../../../src/store/schema.ts';
import { isStoreFault } from '../../../src/store/store.ts';
import { enter, type Places } from '../admission/admit.ts';
import type { FileGate } from '../admission/file-gate.ts';
import type { PlatformHealth } from '../admission/health.ts';
import type { PushGate } from '../admission/push-gate.ts';
import type { RateBook } from '../admission/rate-book.ts';
import { bringAllBack } from '../media/late-files.ts';
import { bearFault } from '../outcome/bear-fault.ts';
import { type Answer, makeCall, type Platforms } from './call.ts';
import { type Claim, claimLane } from './claim.ts';
import { createSettlements, type Settlements } from './settlements.ts';
import { destinationOf } from './step.ts';

export interface DelivererParts {
  readonly context: Context;
  readonly platforms: Platforms;
  readonly rates: RateBook;
  readonly gate: PushGate;
  readonly health: PlatformHealth;
  /** Told how each call that sends something ended. */
  readonly calls: Pick<RecentCalls, 'note'>;
  /** Calls in flight per platform. */
  readonly mostInFlight: number;
  readonly files: FileGate;
  /** How long an outcome that could not be written waits for its next try, real ms; absent: a second. */
  readonly settleAgainMs?: number;
  /** Called when a call has ended: that is to be written. */
  readonly onEnded: () => void;
  /** Called when the end of a call has been written: its lane is free. */
  readonly onFreed: () => void;
  readonly onFault: (what: string, error: unknown) => void;
}

/** Sends what the outbox holds, lane by lane. */
export interface Deliverer {
  /** The ends of calls that are still to be written. */
  readonly settlements: Settlements;
  /** Whether there may be a lane to claim. */
  isDue(): boolean;
  /**
   * Claims as many lanes as may be served now, one platform after the other, each in a transaction (in a
   * caller's: a savepoint). Nothing leaves before that is durable.
   *
   * @param claimed takes what is claimed as it comes: when one platform's claims throw, the other's stand
   * @param bears whether a lane that we stumble over bears it; otherwise that is thrown
   */
  claim(claimed: Claimed[], bears: boolean): void;
  /** What was claimed is durable: the calls leave. */
  start(claimed: readonly Claimed[]): void;
  /** What was claimed could not be written: its places are free again. */
  giveBack(claimed: readonly Claimed[]): void;
  /** Calls under way. */
  readonly inFlight: ReadonlySet<Promise<void>>;
  /** When the next lane wants to move; null while nothing waits or no call is free. */
  nextAt(): number | null;
  /** After a start: nobody knows what became of the requests that were in flight. */
  recover(): void;
}

/** A claim, and the platform that it asks. */
export interface Claimed {
  readonly platform: Platform;
  readonly claim: Claim;
}

const PLATFORMS: readonly Platform[] = ['line', 'line-works'];
/** Webhooks wait while lanes are claimed; the next round, which follows at once, takes the rest. */
const CLAIMS_AT_ONCE = 32;
/**
 * Of these, lanes that carry no person's words. What is under way when the process dies may be done twice:
 * a room that is made for a handover cannot be told apart from the one that replaces it.
 */
const OTHERS_AT_ONCE = 8;
/** Requests cut off by a crash are repeated soon, but after the callbacks that may settle them. */
const RECOVER_MS = 1000;

export function createDeliverer(parts: DelivererParts): Deliverer {
  const { context, gate, files } = parts;
  const busy: Record<Platform, Set<string>> = { line: new Set(), 'line-works': new Set() };
  const inFlight = new Set<Promise<void>>();
  const settlements = createSettlements({
    context,
    onFault: parts.onFault,
    onAgain: parts.onEnded,
    ...(parts.settleAgainMs === undefined ? {} : { againMs: parts.settleAgainMs }),
  });

  const dueOf = (platform: Platform): Due =>
    createDue(context.db, context.clock, 'lanes', () =>
      nextLaneAt(context.db, platform, passedBy(platform), files.free(platform) > 0),
    );

  const freeOf = (platform: Platform) => parts.mostInFlight - busy[platform].size;
  const isDueAt = (platform: Platform) => freeOf(platform) > 0 && due[platform].isNow();

  const claim = (claimed: Claimed[], bears: boolean): void => {
    for (const platform of PLATFORMS.filter(isDueAt)) {
      for (const claim of claimDue(platform, freeOf(platform), bears)) {
        claimed.push({ platform, claim });
      }
      placesChanged();
    }
  };

  const claimDue = (platform: Platform, free: number, bears: boolean): Claim[] => {
    const now = context.clock.now();
    const most = Math.min(free, CLAIMS_AT_ONCE);
    const passed = passedBy(platform);
    const due = lanesToClaim(platform, now, passed, most);
    if (due.length === 0) return [];
    return claimAll(parts, platform, due, bears);
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
    const claimed = fewOthers(inTurn(words, fetches).slice(0, most));
    for (const row of claimed) if (row.owner !== null) noteFileTurn(context.db, row);
    return claimed;
  };

  const start = ({ platform, claim }: Claimed) => {
    busy[platform].add(claim.lane);
    const call = deliver(parts, settlements, claim).finally(() => {
      busy[platform].delete(claim.lane);
      placesChanged();
      inFlight.delete(call);
      parts.onFreed();
    });
    inFlight.add(call);
  };

  const due: Record<Platform, Due> = { line: dueOf('line'), 'line-works': dueOf('line-works') };
  const placesChanged = () => {
    for (const platform of PLATFORMS) due[platform].changed();
  };

  return {
    settlements,
    isDue: () => {
      // Lanes that wait for another's call may be let go by the passing of time alone.
      if (gate.waiting().length + files.waiting().length > 0) placesChanged();
      return PLATFORMS.some(isDueAt);
    },
    claim,
    start: (claimed) => {
      for (const one of claimed) start(one);
      if (claimed.length > 0) placesChanged();
    },
    giveBack: (claimed) => {
      for (const one of claimed) one.claim.places.giveBack();
    },
    inFlight,
    nextAt: () =>
      PLATFORMS.filter((platform) => freeOf(platform) > 0)
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

/** Leaves out what is nobody's words beyond the few that may be claimed at once. */
function fewOthers(rows: readonly LaneRow[]): LaneRow[] {
  const others = rows.filter((row) => row.class !== ERRAND_CLASS.relayed);
  const later = new Set(others.slice(OTHERS_AT_ONCE));
  return rows.filter((row) => !later.has(row));
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
 * was taken is free again, and all lanes but one at fault are claimed again in the next round.
 */
function claimAll(
  parts: DelivererParts,
  platform: Platform,
  due: readonly LaneRow[],
  bears: boolean,
): Claim[] {
  const { context } = parts;
  const taken: Places[] = [];
  try {
    return context.store.transaction(() =>
      due.flatMap(({ lane }) => claimOne(parts, platform, lane, taken) ?? []),
    );
  } catch (error) {
    for (const places of taken) places.giveBack();
    if (!(error instanceof ClaimFault) || !bears) throw error;
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
    throw isStoreFault(error) ? error : new ClaimFault(lane, error);
  }
}

async function deliver(
  parts: DelivererParts,
  settlements: Settlements,
  claim: Claim,
): Promise<void> {
  const { places, step } = claim;
  try {
    const outcome = await callSafely(parts, claim);
    places.answered(outcome);
    const destination = destinationOf(step);
    if (destination !== null) parts.calls.note(destination, outcome);
    const written = settlements.add(claim, outcome);
    parts.onEnded();
    places.settled(step, outcome, await written);
  } finally {
    places.giveBack();
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
