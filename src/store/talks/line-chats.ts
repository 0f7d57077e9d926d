import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import { lineSpeaker } from '../../domain/speaker.ts';
import { keptNotices, questions, speakers, talkRooms, unsentMessages } from '../schema.ts';
import { and, desc, eq, sql } from '../sqlite/drizzle.ts';
import { bound } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import type { SpeakerRow } from './speakers.ts';
import { isOfThisChat, keepInMemory, lastSpoken, type TalkRoom } from './talk-rooms.ts';

/** A LINE user's chat with an OA as read when a message comes, in one query. */
export interface LineChat {
  /** Open and closed rooms, the one last spoken in first. */
  readonly rooms: readonly TalkRoom[];
  readonly standing: SpeakerRow;
  /** Messages are held until the LINE user has said whom they are for. */
  readonly holding: boolean;
  /** Notices are kept until the LINE user writes. */
  readonly hasKeptNotices: boolean;
  /** The unsend of this very message came first. */
  readonly isUnsent: boolean;
}

const exists = (table: object, condition: unknown) =>
  sql<number>`EXISTS (SELECT 1 FROM ${table} WHERE ${condition})`;

/** The chat stands on the left side, so that a chat without rooms has a row, too. */
const statements = prepareOnce((db) => ({
  chat: db
    .select({
      room: talkRooms,
      currentRoomId: speakers.currentRoomId,
      currentEntry: speakers.currentEntry,
      lastMessageEntry: speakers.lastMessageEntry,
      holding: exists(
        questions,
        and(eq(questions.speaker, bound('speaker')), sql`${questions.state} = 'open'`),
      ),
      hasKeptNotices: exists(
        keptNotices,
        and(
          eq(keptNotices.lineUserId, bound('lineUserId')),
          eq(keptNotices.channelId, bound('channelId')),
          sql`${keptNotices.queued} = 0`,
        ),
      ),
      isUnsent: exists(
        unsentMessages,
        and(
          eq(unsentMessages.messageId, bound('messageId')),
          eq(unsentMessages.channelId, bound('channelId')),
          eq(unsentMessages.lineUserId, bound('lineUserId')),
        ),
      ),
    })
    .from(sql`(SELECT 1)`)
    .leftJoin(speakers, eq(speakers.speaker, bound('speaker')))
    .leftJoin(talkRooms, isOfThisChat)
    .orderBy(desc(lastSpoken), desc(talkRooms.id))
    .prepare(),
}));

export function readLineChat(
  db: Database,
  message: {
    readonly channelId: ChannelId;
    readonly lineUserId: LineUserId;
    readonly messageId: string;
  },
): LineChat {
  const { channelId, lineUserId, messageId } = message;
  const speaker = lineSpeaker(channelId, lineUserId);
  const rows = statements(db).chat.all({ speaker, channelId, lineUserId, messageId });
  const [first] = rows;
  const rooms = rows.flatMap(({ room }) => room ?? []);
  // A relayed message is delivered a moment later, to one of these rooms.
  keepInMemory(
    db,
    rooms.filter((room) => room.state === 'open'),
  );
  return {
    rooms,
    standing: {
      speaker,
      currentRoomId: first?.currentRoomId ?? null,
      currentEntry: first?.currentEntry ?? 0,
      lastMessageEntry: first?.lastMessageEntry ?? 0,
    },
    holding: first?.holding === 1,
    hasKeptNotices: first?.hasKeptNotices === 1,
    isUnsent: first?.isUnsent === 1,
  };
}
