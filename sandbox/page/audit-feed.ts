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

/** How the codes of an entry read in a language; a code without words stands as it is. */
export interface AuditWords {
  readonly actions: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Read-only view of the bridge, given from outside: the sandbox imports nothing of it. */
export interface AuditFeed {
  words(lang: 'ja' | 'en'): AuditWords;
  /** The LINE WORKS userIds of the members whom a LINE user can add now. */
  invitable(): readonly string[];
  /** The newest `limit` entries among those with a greater id, in any order. */
  latest(afterId: number, limit: number): readonly AuditFeedEntry[];
}
