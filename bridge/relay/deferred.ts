/** Come back to this event later: what it needs is still on its way. Epoch ms. */
export interface Deferred {
  readonly deferUntil: number;
}
