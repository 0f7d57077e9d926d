import { median } from '../figures.ts';
import type { Minute, Soaked } from './soak.ts';

/** By how much memory may grow after the warm-up. */
const MOST_GROWTH = 0.1;
/** The part of a soak that warms up: code is compiled, caches fill. */
const WARM_UP = 1 / 3;
/** A median that grew by half, and by so many ms, is no noise of the machine. */
const SLOWER = 1.5;
const SLOWER_MS = 0.05;
/** A statement that was executed less often is not judged. */
const LEAST_EXECUTED = 100;

/** What does not hold, in words. */
export function faultsOf({ minutes, lanesLeft }: Soaked): string[] {
  const warm = minutes.slice(Math.ceil(minutes.length * WARM_UP));
  const middle = Math.ceil(warm.length / 2);
  const [early, late] = [warm.slice(0, middle), warm.slice(middle)];
  // The ends, not the halves: the medians of two halves are only half of a steady growth apart.
  const end = Math.max(1, Math.floor(warm.length / 4));
  return [
    ...grown('RSS', warm.slice(0, end), warm.slice(-end), ({ rssMb }) => rssMb),
    ...(lanesLeft > 0 ? [`${lanesLeft} lanes are left.`] : []),
    ...slowerStatements(early, late),
  ];
}

function grown(
  what: string,
  early: readonly Minute[],
  late: readonly Minute[],
  of: (minute: Minute) => number,
): string[] {
  const [before, after] = [median(early.map(of)), median(late.map(of))];
  const words = `${what} grew from ${before.toFixed(0)} to ${after.toFixed(0)} MB after the warm-up.`;
  return after > before * (1 + MOST_GROWTH) ? [words] : [];
}

/** Compares the median of the medians of each statement's minutes. */
function slowerStatements(early: readonly Minute[], late: readonly Minute[]): string[] {
  const before = mediansOf(early);
  return [...mediansOf(late)].flatMap(([sql, ms]) => {
    const earlier = before.get(sql);
    if (earlier === undefined || ms < earlier * SLOWER || ms < earlier + SLOWER_MS) return [];
    return [`A statement took ${ms.toFixed(3)} ms, ${earlier.toFixed(3)} ms before: ${sql}`];
  });
}

function mediansOf(minutes: readonly Minute[]): Map<string, number> {
  const medians = new Map<string, number[]>();
  for (const { sql, executed, medianMs } of minutes.flatMap(({ times }) => times)) {
    if (executed >= LEAST_EXECUTED) medians.set(sql, [...(medians.get(sql) ?? []), medianMs]);
  }
  return new Map([...medians].map(([sql, all]) => [sql, median(all)]));
}
