/**
 * Pauses between the tries of a call, ms. An object that was reset is back within some 40 ms, so
 * the first is short.
 */
const PAUSES_MS = [50, 150, 400, 800] as const;
/** By how much a pause may differ, as a part of it: callers of one object must not come in step. */
const SPREAD = 0.25;
/** LINE waits two seconds for an answer (line.md §1): no try begins later than this. */
const WITHIN_MS = 1800;

/** What repeating needs of its host. */
export interface Pace {
  /** Ms, from any beginning. */
  now(): number;
  /** From 0 to 1. */
  fraction(): number;
  pause(ms: number): Promise<void>;
}

export interface GaveUp {
  readonly kind: 'gave-up';
  readonly tries: number;
  readonly isOverloaded: boolean;
}

export type Repeated<Value> = { readonly kind: 'done'; readonly value: Value } | GaveUp;

/**
 * Makes a call, and makes it again when the object was reset meanwhile, as by a deploy: the platform
 * throws, and whether the object did its work is not known. An overloaded object is left alone.
 *
 * @param mayRunTwice otherwise it is made once
 */
export async function repeat<Value>(
  call: () => Promise<Value>,
  { now, fraction, pause }: Pace,
  mayRunTwice = true,
): Promise<Repeated<Value>> {
  const startedAt = now();
  for (let tries = 1; ; tries += 1) {
    try {
      return { kind: 'done', value: await call() };
    } catch (error) {
      const isOverloaded = saysOverloaded(error);
      const between = mayRunTwice && !isOverloaded ? PAUSES_MS[tries - 1] : undefined;
      const ms = between === undefined ? null : between * (1 + SPREAD * (2 * fraction() - 1));
      if (ms === null || now() - startedAt + ms > WITHIN_MS) {
        return { kind: 'gave-up', tries, isOverloaded };
      }
      await pause(ms);
    }
  }
}

/** The platform marks its own errors so. */
const saysOverloaded = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'overloaded' in error && error.overloaded === true;
