import { and, eq, sql } from 'drizzle-orm';
import type { ChannelId, EntryId, LineUserId, TalkRoomId } from '../domain/ids.ts';
import { lineMessages, unsentMessages } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

/**
 * What LINE calls a message, and the chat it was said in. An id means nothing outside its chat: a quote or
 * an unsend that names somebody else's message names none.
 */
export interface LineMessageName {
  readonly messageId: string;
  readonly channelId: ChannelId;
  /** Null where LINE did not tell who wrote. */
  readonly lineUserId: LineUserId | null;
}

export type KnownLineMessage = typeof lineMessages.$inferSelect;

/** Where a message's words are kept: its entry, its room, and the event that brought it if it came in. */
export type KeptAs = Pick<KnownLineMessage, 'entryId' | 'roomId' | 'inboxId'>;

const isNamed = (table: typeof lineMessages | typeof unsentMessages) =>
  and(
    eq(table.messageId, sql.placeholder('messageId')),
    eq(table.channelId, sql.placeholder('channelId')),
    eq(table.lineUserId, sql.placeholder('lineUserId')),
  );

const statements = prepareOnce((db) => ({
  save: db
    .insert(lineMessages)
    .values({
      messageId: sql.placeholder('messageId'),
      channelId: sql.placeholder('channelId'),
      lineUserId: sql.placeholder('lineUserId'),
      entryId: sql.placeholder('entryId'),
      roomId: sql.placeholder('roomId'),
      inboxId: sql.placeholder('inboxId'),
    })
    .onConflictDoUpdate({
      target: [lineMessages.messageId, lineMessages.channelId, lineMessages.lineUserId],
      set: {
        entryId: sql`excluded.entry_id`,
        roomId: sql`excluded.room_id`,
        inboxId: sql`excluded.inbox_id`,
      },
    })
    .prepare(),
  known: db.select().from(lineMessages).where(isNamed(lineMessages)).prepare(),
  unsent: db
    .select({ at: unsentMessages.unsentAt })
    .from(unsentMessages)
    .where(isNamed(unsentMessages))
    .prepare(),
}));

const keyOf = ({ messageId, channelId, lineUserId }: LineMessageName) => ({
  messageId,
  channelId,
  lineUserId: lineUserId ?? ('' as const),
});

/** Remembers what LINE calls a message. */
export function saveLineMessage(db: Database, name: LineMessageName, kept: KeptAs): void {
  // LINE left the id out: nothing can ever name this message.
  if (name.messageId === '') return;
  statements(db).save.run({ ...keyOf(name), ...kept });
}

/** Held messages learn their room when they are released. */
export function setRoomOfEntry(db: Database, entryId: EntryId, roomId: TalkRoomId): void {
  db.update(lineMessages).set({ roomId }).where(eq(lineMessages.entryId, entryId)).run();
}

/** The message of this chat that LINE calls so; null when there is none. */
export function lineMessage(db: Database, name: LineMessageName): KnownLineMessage | null {
  return statements(db).known.get(keyOf(name)) ?? null;
}

export function markUnsent(db: Database, name: LineMessageName, at: number): void {
  db.insert(unsentMessages)
    .values({ ...keyOf(name), unsentAt: at })
    .onConflictDoNothing()
    .run();
}

export function isUnsent(db: Database, name: LineMessageName): boolean {
  return statements(db).unsent.get(keyOf(name)) !== undefined;
}
