import type { Context } from '../../../src/context.ts';
import { roomLane } from '../../../src/domain/delivery/lane.ts';
import type { Deferred, EventResult } from '../../../src/domain/event-result.ts';
import type { WorksEvent, WorksHappening } from '../../../src/domain/events.ts';
import { detachRoom } from '../../../src/services/rooms/detach.ts';
import { newRoomButton } from '../../../src/services/rooms/make-new.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellMember } from '../../../src/services/say/say.ts';
import { nameForMember } from '../../../src/services/say/shown-name.ts';
import type { InboxRow } from '../../../src/store/queue/inbox.ts';
import { requestOf } from '../../../src/store/queue/requests.ts';
import { roomsBeingCreated } from '../../../src/store/queue/room-creations.ts';
import { roomByWorksChannel, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { beginCheck } from '../../deliver/loop/check-room.ts';

/** Shorter than the pause before another try, so that the callback comes first. */
const DEFER_MS = 250;
const PATIENCE_MS = 30_000;

/**
 * A room has been created. If the answer to our creation was lost, this callback may settle it, so
 * that no second room is made (DESIGN §6.3 "LINE WORKS room"): the room is checked first.
 */
export function adoptRoom(
  context: Context,
  row: InboxRow,
  event: Happened<'join' | 'joined'>,
): EventResult | Deferred {
  const { channelId, what } = event;
  if (channelId === null || what.kind !== 'joined') return what.kind;
  // The bridge bot makes ours, for one member: a group that took a bot in is another room.
  if (event.botId !== context.settings.bridgeBotId || what.members.length !== 1) return what.kind;
  if (roomByWorksChannel(context.db, channelId) !== null) return 'known';
  const creating = what.members.flatMap((member) => roomsBeingCreated(context.db, member));
  const [room, ...others] = creating;
  // Two rooms of one member are under way: the callback does not tell which one this is.
  if (room === undefined || others.length > 0) return 'not-adopted';
  const request = requestOf(context.db, roomLane(room.id, 'line-works'));
  // The room being checked may be another one.
  if (request?.inFlight || request?.step === 'check-room') {
    const now = context.clock.now();
    if (now - row.receivedAt < PATIENCE_MS) return { deferUntil: now + DEFER_MS };
    return 'not-adopted';
  }
  if (request === null || request.unclear === 0) return 'not-adopted';
  beginCheck(context, room, request, channelId);
  return 'looked-at';
}

type Happened<Kind extends WorksHappening['kind']> = Omit<WorksEvent, 'what'> & {
  readonly what: Extract<WorksHappening, { readonly kind: Kind }>;
};

/** The bot has left a talk room, or its member has: the customer's next message makes a new one. */
export function noteLeft(context: Context, event: Happened<'leave' | 'left'>): EventResult {
  const { channelId, what } = event;
  const room = channelId === null ? null : roomByWorksChannel(context.db, channelId);
  if (room === null) return 'unknown-room';
  // The admin bot, taken into a talk room and out again, changes nothing.
  if (event.botId !== context.settings.bridgeBotId) return what.kind;
  if (what.kind === 'left' && !what.members.includes(room.memberId)) return what.kind;
  detachRoom(context, room, what.kind);
  // The bot leaves a closed room by our order: that is no news.
  if (room.state === 'open') tellOut(context, room, what.kind === 'left');
  return 'detached';
}

/** Tells the member at once that this room is no longer connected; a new one may be made. */
function tellOut(context: Context, room: TalkRoom, byMember: boolean): void {
  const { room: words } = wordsForMember(context, room.memberId);
  const user = nameForMember(context, room);
  tellMember(context, context.settings.bridgeBotId, room.memberId, {
    text: byMember ? words.memberOut(user) : words.botOut(user),
    buttons: [newRoomButton(context, room)],
  });
}
