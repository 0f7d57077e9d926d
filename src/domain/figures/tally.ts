import { SECOND_MS } from '../durations.ts';
import { bucketOf, type Count, createHistogram, type Histogram } from './counts.ts';
import {
  createEngineCounts,
  type EngineCounts,
  RECEIPT_BOUNDS,
  WAY_BOUNDS,
} from './engine-counts.ts';
import type { Step } from './step.ts';

/** The sides of the bridge. */
type Side = 'line' | 'line-works';

/** A step of a request's way, and since when its event has been with us (epoch ms). */
export interface TimedStep {
  readonly step: Step;
  /** Null: it is not known. */
  readonly since: number | null;
}

/**
 * What this process has counted since its start: plain numbers in memory, shown by `/metrics`. What is counted
 * in a transaction is taken back when that is undone, and so are the steps told in it.
 */
export interface Tally {
  readonly counts: EngineCounts;
  /** From a webhook's last byte to its answer. */
  readonly receipt: Readonly<Record<Side, Histogram>>;
  /** From a webhook's receipt until its effects are written. */
  readonly relay: Readonly<Record<Side, Histogram>>;
  /** From the receipt of a person's message until the other side has taken it; by that side. */
  readonly delivery: Readonly<Record<Side, Histogram>>;
  /** Calls of the platforms, each with its answer. */
  readonly calls: Readonly<Record<Side, Histogram>>;
  add(count: Count): void;
  observe(histogram: Histogram, ms: number): void;
  /** Whether somebody hears of steps: otherwise they need not even be put together. */
  readonly isFollowed: boolean;
  /** Tells a step, once what it tells of is durable. */
  tell(step: Step, since?: number | null): void;
  /** From now on steps are told to this listener. */
  follow(listener: (told: TimedStep) => void): void;
  /** A transaction or savepoint begins; `end` follows. */
  begin(): void;
  /** It has ended; not kept: what was counted and told in it is taken back. */
  end(isKept: boolean): void;
}

export function createTally(): Tally {
  const trail = createTrail();
  let listener: ((told: TimedStep) => void) | null = null;
  const add = (count: Count, by: number) => {
    count.n += by;
    trail.note(count, by);
  };
  const waysOf = (bounds: readonly number[]) => ({
    line: createHistogram(bounds),
    'line-works': createHistogram(bounds),
  });
  return {
    counts: createEngineCounts(),
    receipt: waysOf(RECEIPT_BOUNDS),
    relay: waysOf(WAY_BOUNDS),
    delivery: waysOf(WAY_BOUNDS),
    calls: waysOf(WAY_BOUNDS),
    add: (count) => add(count, 1),
    observe: (histogram, ms) => {
      // A clock that was set back makes no negative time.
      const seconds = Math.max(0, ms) / SECOND_MS;
      add(bucketOf(histogram, seconds), 1);
      add(histogram.sum, seconds);
    },
    get isFollowed() {
      return listener !== null;
    },
    tell: (step, since = null) => {
      if (listener === null) return;
      if (trail.isOpen()) trail.hold({ step, since });
      else listener({ step, since });
    },
    follow: (heard) => {
      listener = heard;
    },
    begin: trail.begin,
    end: (isKept) => {
      for (const told of trail.end(isKept)) listener?.(told);
    },
  };
}

/** What open transactions have counted and told, so that it can be taken back. */
function createTrail() {
  const counted: Count[] = [];
  const amounts: number[] = [];
  const held: TimedStep[] = [];
  /** Where each open transaction began in these lists. */
  const marks: { counted: number; held: number }[] = [];

  const takeBack = (to: number) => {
    for (let at = counted.length - 1; at >= to; at -= 1) {
      const count = counted[at];
      if (count !== undefined) count.n -= amounts[at] ?? 0;
    }
    counted.length = to;
    amounts.length = to;
  };

  return {
    isOpen: () => marks.length > 0,
    note: (count: Count, by: number) => {
      if (marks.length === 0) return;
      counted.push(count);
      amounts.push(by);
    },
    hold: (told: TimedStep) => {
      held.push(told);
    },
    begin: () => {
      marks.push({ counted: counted.length, held: held.length });
    },
    /** @returns the steps that are durable now */
    end: (isKept: boolean): readonly TimedStep[] => {
      const mark = marks.pop();
      if (mark === undefined) return NOTHING;
      if (!isKept) {
        takeBack(mark.counted);
        held.length = mark.held;
      }
      if (marks.length > 0) return NOTHING;
      counted.length = 0;
      amounts.length = 0;
      return held.length === 0 ? NOTHING : held.splice(0);
    },
  };
}

const NOTHING: readonly TimedStep[] = [];
