/** The time, from outside: tests move it by hand. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}
