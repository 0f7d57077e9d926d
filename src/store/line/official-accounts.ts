import type { ChannelId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { officialAccounts } from '../schema.ts';
import { asc, eq, ne, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type OfficialAccount = typeof officialAccounts.$inferSelect;

/**
 * Makes sure every OA of the configuration has its row. `wishedMember`, a userId or an account,
 * owns it at first: it counts only when the row is made; afterwards the database decides.
 */
export function registerAccount(
  db: Database,
  channelId: ChannelId,
  shared: boolean,
  wishedMember: string | null,
): void {
  forgetAccount(db, channelId);
  db.insert(officialAccounts)
    .values({ channelId, shared, wishedMember: shared ? null : wishedMember })
    .onConflictDoUpdate({
      target: officialAccounts.channelId,
      set: { shared },
      // A start that changes nothing writes nothing.
      setWhere: ne(officialAccounts.shared, shared),
    })
    .run();
}

export function readAccount(db: Database, channelId: ChannelId): OfficialAccount | null {
  return accounts.of(db, channelId);
}

const accounts = remember(
  (db, channelId: ChannelId): OfficialAccount | null =>
    statements(db).account.get({ channelId }) ?? null,
);

/** Forgets an account that was written outside this file. */
export const forgetAccount = (db: Database, channelId: ChannelId): void =>
  accounts.forget(db, channelId);

export function listAccounts(db: Database): OfficialAccount[] {
  return db.select().from(officialAccounts).orderBy(asc(officialAccounts.channelId)).all();
}

export function changeAccount(
  db: Database,
  channelId: ChannelId,
  change: Partial<Omit<OfficialAccount, 'channelId'>>,
): void {
  known(db).clear();
  forgetAccount(db, channelId);
  db.update(officialAccounts).set(change).where(eq(officialAccounts.channelId, channelId)).run();
}

const statements = prepareOnce((db) => ({
  account: db
    .select()
    .from(officialAccounts)
    .where(eq(officialAccounts.channelId, sql.placeholder('channelId')))
    .prepare(),
  destination: db
    .select({ botUserId: officialAccounts.botUserId })
    .from(officialAccounts)
    .where(eq(officialAccounts.channelId, sql.placeholder('channelId')))
    .prepare(),
}));

/** The bot user id that an OA's webhooks name as their destination; null while unknown. */
export function destinationOf(db: Database, channelId: ChannelId): string | null {
  const kept = known(db).get(channelId);
  if (kept !== undefined) return kept;
  const destination = statements(db).destination.get({ channelId })?.botUserId ?? null;
  if (destination !== null) known(db).set(channelId, destination);
  return destination;
}

/**
 * Read for every webhook, and a query would cost as much as the webhook's whole check. There is one
 * writer (DESIGN §3): what `changeAccount` has not touched still holds. Never read inside a
 * transaction that changes it.
 */
const known = prepareOnce(() => new Map<ChannelId, string>());
