/** A number that only grows. */
export interface Count {
  n: number;
}

/** One count for each combination of at most three labels. The labels must come from small, known sets. */
export interface Counts {
  /** Made at 0 when it is first named. */
  at(first: string, second?: string, third?: string): Count;
  /** Each combination that has been named. */
  all(): readonly { readonly labels: readonly string[]; readonly n: number }[];
}

/** @param labels how many labels each count has */
export function createCounts(labels: 1 | 2 | 3): Counts {
  const firsts = new Map<string, Map<string, Map<string, Count>>>();
  return {
    at: (first, second = '', third = '') => {
      const seconds = ofKey(firsts, first, newMap<Map<string, Count>>);
      const thirds = ofKey(seconds, second, newMap<Count>);
      return ofKey(thirds, third, newCount);
    },
    all: () =>
      [...firsts].flatMap(([first, seconds]) =>
        [...seconds].flatMap(([second, thirds]) =>
          [...thirds].map(([third, { n }]) => ({
            labels: [first, second, third].slice(0, labels),
            n,
          })),
        ),
      ),
  };
}

const newMap = <Value>() => new Map<string, Value>();
const newCount = (): Count => ({ n: 0 });

function ofKey<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}

/** How long something took: how often it was within each bound, and the sum. Seconds. */
export interface Histogram {
  readonly bounds: readonly number[];
  /** For each bound how many lay within it and above the bound before; last, those above all. */
  readonly buckets: readonly Count[];
  readonly sum: Count;
}

export const createHistogram = (bounds: readonly number[]): Histogram => ({
  bounds,
  buckets: [...bounds, Number.POSITIVE_INFINITY].map(newCount),
  sum: { n: 0 },
});

/** The bucket a duration belongs to. */
export function bucketOf({ bounds, buckets }: Histogram, seconds: number): Count {
  let at = 0;
  while (at < bounds.length && seconds > (bounds[at] ?? 0)) at += 1;
  return buckets[at] ?? newCount();
}
