/** One entry of the bridge's audit log, as the page lists it. */
export interface AuditFeedEntry {
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly action: string;
  readonly actor: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  readonly lineUser: string | null;
  readonly member: string | null;
  readonly text: string | null;
}

/** Read-only view of the bridge's audit log, given from outside. */
export interface AuditFeed {
  /** The newest `limit` entries among those with a greater id, in any order. */
  latest(afterId: number, limit: number): readonly AuditFeedEntry[];
}
