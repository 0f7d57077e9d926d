/** Below this path a suite orders the Worker about. */
export const ORDERS = '/moves/';

/** What is in the bucket. */
export interface InBucket {
  readonly keys: readonly string[];
  /** Uploads in parts that were begun and neither ended nor given up, as far as this isolate knows. */
  readonly open: readonly string[];
}

export const ORDER = { reset: 'reset', bucket: 'bucket', age: 'age' } as const;
