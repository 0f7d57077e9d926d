import type { AuditAction } from '../../domain/audit.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { auditEntries, lineChats, lineMessages, unsentMessages } from '../schema.ts';
import { and, desc, eq, sql } from '../sqlite/drizzle.ts';
import { fixedLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/**
 * A message's id on LINE, and its chat. An id counts within its chat only: a quote or an unsend
 * with the id of another chat's message names no message.
 */
export interface LineMessageName {
  readonly messageId: string;
  readonly channelId: ChannelId;
  /** Null where LINE did not tell the writer. */
  readonly lineUserId: LineUserId | null;
}

/** Where a message's words are kept: its entry, its room, and the inbox event if it came in. */
export type KeptAs = Pick<typeof lineMessages.$inferSelect, 'entryId' | 'roomId' | 'inboxId'>;

const RELEASED: AuditAction = 'message.release';

const isChat = (table: typeof lineChats | typeof unsentMessages) =>
  and(
    eq(table.channelId, sql.placeholder('channelId')),
    eq(table.lineUserId, sql.placeholder('lineUserId')),
  );

const statements = prepareOnce((db) => ({
  chat: db.select({ id: lineChats.id }).from(lineChats).where(isChat(lineChats)).prepare(),
  addChat: db
    .insert(lineChats)
    .values({
      channelId: sql.placeholder('channelId'),
      lineUserId: sql.placeholder('lineUserId'),
    })
    .returning({ id: lineChats.id })
    .prepare(),
  save: db
    .insert(lineMessages)
    .values({
      messageId: sql.placeholder('messageId'),
      chatId: sql.placeholder('chatId'),
      entryId: sql.placeholder('entryId'),
      roomId: sql.placeholder('roomId'),
      inboxId: sql.placeholder('inboxId'),
    })
    .onConflictDoUpdate({
      target: [lineMessages.messageId, lineMessages.chatId],
      set: {
        entryId: sql`excluded.entry_id`,
        roomId: sql`excluded.room_id`,
        inboxId: sql`excluded.inbox_id`,
      },
    })
    .prepare(),
  known: db
    .select({
      entryId: lineMessages.entryId,
      roomId: lineMessages.roomId,
      inboxId: lineMessages.inboxId,
    })
    .from(lineMessages)
    .where(
      and(
        eq(lineMessages.messageId, sql.placeholder('messageId')),
        eq(lineMessages.chatId, sql.placeholder('chatId')),
      ),
    )
    .prepare(),
  release: db
    .select({ roomId: auditEntries.roomId })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.aboutId, sql.placeholder('entryId')), eq(auditEntries.action, RELEASED)),
    )
    .orderBy(desc(auditEntries.id))
    .limit(fixedLimit(1))
    .prepare(),
  unsent: db
    .select({ at: unsentMessages.unsentAt })
    .from(unsentMessages)
    .where(and(eq(unsentMessages.messageId, sql.placeholder('messageId')), isChat(unsentMessages)))
    .prepare(),
}));

const keyOf = ({ messageId, channelId, lineUserId }: LineMessageName) => ({
  messageId,
  channelId,
  lineUserId: lineUserId ?? ('' as const),
});

/** An active writer writes again soon. */
const MOST_CHATS = 5000;

const chatIds = remember((_db, _chat: string): number | null => null, MOST_CHATS);

/** The number of a message's chat; null: the chat has no messages yet. */
function chatOf(db: Database, { channelId, lineUserId }: LineMessageName): number | null {
  const key = `${channelId}:${lineUserId ?? ''}`;
  const remembered = chatIds.of(db, key);
  if (remembered !== null) return remembered;
  const known = statements(db).chat.get({ channelId, lineUserId: lineUserId ?? '' });
  if (known !== undefined) chatIds.put(db, key, known.id);
  return known?.id ?? null;
}

/** Remembers a message's id on LINE. */
export function saveLineMessage(db: Database, name: LineMessageName, kept: KeptAs): void {
  const { messageId, channelId, lineUserId } = keyOf(name);
  // LINE left the id out: the message can never be named.
  if (messageId === '') return;
  const { addChat, save } = statements(db);
  const chatId = chatOf(db, name) ?? addChat.get({ channelId, lineUserId }).id;
  save.run({ messageId, chatId, ...kept });
}

/**
 * The message of this chat with this LINE id; null if there is none. One that was held, or handed
 * over, is in the room of its latest release.
 */
export function lineMessage(db: Database, name: LineMessageName): KeptAs | null {
  const chatId = chatOf(db, name);
  if (chatId === null) return null;
  const { known, release } = statements(db);
  const kept = known.get({ messageId: name.messageId, chatId });
  if (kept === undefined) return null;
  return { ...kept, roomId: release.get({ entryId: kept.entryId })?.roomId ?? kept.roomId };
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

/**
 * Has a chat begin anew: a quote or an unsend of what was said in it names no message any more. The
 * chat keeps its number, which would else be given to another.
 */
export function endLineChat(
  db: Database,
  { channelId, lineUserId }: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
): void {
  chatIds.forgetAll(db);
  db.update(lineChats)
    .set({ lineUserId: sql`'ended ' || ${lineChats.id}` })
    .where(and(eq(lineChats.channelId, channelId), eq(lineChats.lineUserId, lineUserId)))
    .run();
}
