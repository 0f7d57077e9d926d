import { eq } from 'drizzle-orm';
import type { EntryId, TalkRoomId } from '../domain/ids.ts';
import { lineMessages, unsentMessages } from './schema.ts';
import type { Database } from './store.ts';

/** Remembers what LINE calls a message, and the event that brought it; null for one of ours. */
export function saveLineMessage(
  db: Database,
  messageId: string,
  entryId: EntryId,
  roomId: TalkRoomId | null,
  inboxId: number | null,
): void {
  // LINE left the id out: nothing can ever name this message.
  if (messageId === '') return;
  db.insert(lineMessages)
    .values({ messageId, entryId, roomId, inboxId })
    .onConflictDoUpdate({ target: lineMessages.messageId, set: { entryId, roomId, inboxId } })
    .run();
}

/** Held messages learn their room when they are released. */
export function setRoomOfEntry(db: Database, entryId: EntryId, roomId: TalkRoomId): void {
  db.update(lineMessages).set({ roomId }).where(eq(lineMessages.entryId, entryId)).run();
}

export function lineMessage(db: Database, messageId: string) {
  return db.select().from(lineMessages).where(eq(lineMessages.messageId, messageId)).get() ?? null;
}

export function markUnsent(db: Database, messageId: string, at: number): void {
  db.insert(unsentMessages).values({ messageId, unsentAt: at }).onConflictDoNothing().run();
}

export function isUnsent(db: Database, messageId: string): boolean {
  return (
    db.select().from(unsentMessages).where(eq(unsentMessages.messageId, messageId)).get() !==
    undefined
  );
}
