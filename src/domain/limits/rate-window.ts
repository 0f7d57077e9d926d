/** Where we stand in a count of LINE WORKS, as far as we know. */
export interface RateWindow {
  readonly api: string;
  /** Calls in a window. */
  readonly limit: number;
  /** Calls that are left in it. */
  readonly remaining: number;
  /** When the next begins; epoch ms, in the past: with the next call. */
  readonly resetAt: number;
}
