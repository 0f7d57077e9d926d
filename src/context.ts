import type { AuditDraft } from './domain/audit.ts';
import type { Clock } from './domain/clock.ts';
import type { Reached } from './domain/fault-points.ts';
import type { BotId, EntryId } from './domain/ids.ts';
import type { MediaLinks } from './media/links.ts';
import { appendEntry } from './store/audit/audit-log.ts';
import { planJob } from './store/queue/jobs.ts';
import type { Database, Store } from './store/sqlite/store.ts';

/** Everything that code needs in order to decide and write. No part of it talks to a platform. */
export interface Context {
  readonly store: Store;
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly settings: Settings;
  /** Signed addresses of the pictures and files that we serve. */
  readonly media: MediaLinks;
  /** Of crash tests alone. */
  readonly reached?: Reached;
}

/** Randomness, injected. */
export interface Chance {
  /** URL-safe text from this many random bytes. */
  token(bytes: number): string;
  uuid(): string;
  /** 0 ≤ x < 1. */
  fraction(): number;
}

/** The configuration that the rules use. */
export interface Settings {
  readonly companyName: string;
  /** userIds or accounts, as the environment names them. */
  readonly adminUsers: readonly string[];
  readonly domainId: string;
  /** What platforms and LINE users reach: an origin, possibly with a path; without a trailing slash. */
  readonly publicUrl: string;
  readonly bridgeBotId: BotId;
  /** Null: the bridge bot takes commands that start with `/` in its 1:1 room. */
  readonly adminBotId: BotId | null;
  readonly plan: 'free' | 'standard' | 'advanced';
  readonly retryScheduleMs: readonly number[];
  readonly worksStaleMs: number;
  readonly directoryPollMs: number;
  readonly stickerPictures: 'link' | 'off';
  /** Null keeps words for ever. */
  readonly auditRetentionMs: number | null;
  /** Null keeps media for ever. */
  readonly mediaRetentionMs: number | null;
  /** The limit on all stored files together, bytes; null: as much as the disk takes. */
  readonly mediaTotalBytes: number | null;
}

/** The bot that talks with administrators. */
export const adminBotOf = (settings: Settings): BotId =>
  settings.adminBotId ?? settings.bridgeBotId;

/** Writes one audit entry, in the transaction of the change it records. */
export function record(
  context: Pick<Context, 'db' | 'clock' | 'chance'>,
  draft: AuditDraft,
): EntryId {
  const now = context.clock.now();
  const id = appendEntry(context.db, draft, now, () => context.chance.token(16));
  if (id % SIGNED_AFTER === 0) {
    planJob(context.db, { kind: 'checkpoint', key: '', payload: {}, dueAt: now });
  }
  return id;
}

/** Under load the log is signed after so many entries, at the latest (DESIGN §6.9). */
const SIGNED_AFTER = 4096;
