/** The time, injected: tests set it by hand. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}
