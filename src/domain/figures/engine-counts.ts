import { type Counts, createCounts } from './counts.ts';

/** Bounds of what should take milliseconds. Seconds. */
export const RECEIPT_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];
/** Bounds of what should take less than a second, and may take an hour. Seconds. */
export const WAY_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800,
];

/** All that is counted. The comment names the labels, in their order. */
export interface EngineCounts {
  /** Answers to webhooks: platform, status. */
  readonly webhooks: Counts;
  /** Events made durable before their 200: platform. */
  readonly acknowledged: Counts;
  /** Events that were here before, and came again: platform. */
  readonly repeated: Counts;
  /** Events taken to their effects: platform, result. */
  readonly relayed: Counts;
  /** Things to say or do that have ended: side, outcome, class. */
  readonly deliveries: Counts;
  /** Attempts after which the same bytes wait for another: side. */
  readonly retried: Counts;
  /** Attempts of deliveries: what was done, how it ended. */
  readonly attempts: Counts;
  /** Exchanges with the platforms: host, status or why there is none. */
  readonly calls: Counts;
  /** Faults of ours: none. */
  readonly faults: Counts;
}

const SIDES = ['line', 'line-works'] as const;
export const SIDES_AND_FILES = [...SIDES, 'files'] as const;
export const OUTCOMES = ['sent', 'refused', 'uncertain', 'exhausted', 'cancelled'] as const;
/** By `ERRAND_CLASS`. */
export const CLASS_NAMES = ['message', 'answer', 'notice'] as const;

/** Counts of what is known beforehand stand at 0 from the start, so that a first one shows as a rise. */
export function createEngineCounts(): EngineCounts {
  const counts: EngineCounts = {
    webhooks: createCounts(2),
    acknowledged: createCounts(1),
    repeated: createCounts(1),
    relayed: createCounts(2),
    deliveries: createCounts(3),
    retried: createCounts(1),
    attempts: createCounts(2),
    calls: createCounts(2),
    faults: createCounts(1),
  };
  for (const side of SIDES) {
    counts.acknowledged.at(side);
    counts.repeated.at(side);
    counts.webhooks.at(side, '200');
    counts.webhooks.at(side, '503');
    counts.relayed.at(side, 'fault');
  }
  for (const side of SIDES_AND_FILES) {
    counts.retried.at(side);
    for (const outcome of OUTCOMES) {
      for (const name of CLASS_NAMES) counts.deliveries.at(side, outcome, name);
    }
  }
  counts.faults.at('engine');
  return counts;
}
