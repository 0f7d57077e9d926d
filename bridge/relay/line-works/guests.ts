import { type Context, record } from '../../../src/context.ts';
import type { Deferred, EventResult } from '../../../src/domain/event-result.ts';
import type { WorksEvent } from '../../../src/domain/events.ts';
import type { MemberId } from '../../../src/domain/ids.ts';
import { actingMember, roomParties } from '../../../src/services/audit/actors.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellAdmins, tellMember, tellRoom } from '../../../src/services/say/say.ts';
import { lineUserName, memberNameIn, nameForMember } from '../../../src/services/say/shown-name.ts';
import type { InboxRow } from '../../../src/store/queue/inbox.ts';
import { anyRoomBeingCreated, roomsBeingCreated } from '../../../src/store/queue/room-creations.ts';
import { roomByWorksChannel, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';

const DEFER_MS = 500;
/** How long a callback waits for a room that is being stored. */
const PATIENCE_MS = 30_000;

/**
 * Colleagues invited into a customer's room (DESIGN §6.3): recorded, and everyone concerned is told
 * at once.
 *
 * @returns null when no guest came
 */
export function noteGuests(
  context: Context,
  row: InboxRow,
  event: WorksEvent,
): EventResult | Deferred | null {
  const { channelId, what } = event;
  if (channelId === null || what.kind !== 'joined') return null;
  if (event.botId !== context.settings.bridgeBotId) return null;
  const room = roomByWorksChannel(context.db, channelId);
  if (room === null) return waitsForRoom(context, row, what.members);
  const guests = what.members.filter((memberId) => memberId !== room.memberId);
  if (guests.length === 0) return null;
  for (const memberId of guests) {
    record(context, {
      action: 'room.join',
      actor: actingMember(context, memberId),
      outcome: 'recorded',
      ...roomParties(context, room),
      facts: { worksChannelId: channelId },
    });
  }
  if (room.state === 'open') tellOfGuests(context, room, guests);
  return 'guests';
}

/** An unknown room may be one being stored right now; its own member does not make it wait. */
function waitsForRoom(
  context: Context,
  row: InboxRow,
  members: readonly MemberId[],
): Deferred | null {
  const now = context.clock.now();
  const isYoung = now - row.receivedAt < PATIENCE_MS;
  if (!isYoung || !anyRoomBeingCreated(context.db, now - PATIENCE_MS)) return null;
  const mayBeGuests = members.some((member) => roomsBeingCreated(context.db, member).length === 0);
  return mayBeGuests ? { deferUntil: now + DEFER_MS } : null;
}

function tellOfGuests(context: Context, room: TalkRoom, guests: readonly MemberId[]): void {
  const namesIn = (words: Words) =>
    guests
      .map((memberId) => words.room.colleague(memberNameIn(context, memberId, words)))
      .join(words.layout.between);
  const ownerIn = (words: Words) => memberNameIn(context, room.memberId, words);
  const user = lineUserName(context, room.lineUserId);
  const words = wordsForMember(context, room.memberId);
  // The guests read it here, whether or not the bot may write to them.
  tellRoom(context, room.id, { text: words.room.guestsJoined(namesIn(words), ownerIn(words)) });
  tellMember(context, context.settings.bridgeBotId, room.memberId, {
    text: words.room.guestsWarning(namesIn(words), nameForMember(context, room)),
  });
  tellAdmins(context, (theirs) =>
    theirs.admin.guestsWarning(namesIn(theirs), ownerIn(theirs), user),
  );
}
