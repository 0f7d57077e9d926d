import type { Context } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { asCode, codeOf } from '../../../src/domain/audit-facts.ts';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { lineChatLane } from '../../../src/domain/delivery/lane.ts';
import type { EventResult, OnlyRecorded } from '../../../src/domain/event-result.ts';
import type { LineEvent } from '../../../src/domain/events.ts';
import type { ChannelId, LineUserId } from '../../../src/domain/ids.ts';
import { channelId as toChannelId } from '../../../src/domain/ids.ts';
import { readLineEvent } from '../../../src/platforms/line/inbound.ts';
import { actingLineUser, lineUserActor } from '../../../src/services/audit/actors.ts';
import { rereadOldProfile } from '../../../src/services/line-users/reread-profiles.ts';
import { keepReplyToken, noteMessageAt, readLineUser } from '../../../src/store/line/line-users.ts';
import type { InboxRow } from '../../../src/store/queue/inbox.ts';
import { queueErrand } from '../../../src/store/queue/outbox.ts';
import { readLineChat } from '../../../src/store/talks/line-chats.ts';
import { recordEvent } from '../record-message.ts';
import { noteFriendship } from './friendship.ts';
import { relayLineMessage } from './message.ts';
import { pressLineButton } from './press.ts';
import { relayUnnamed } from './unnamed-user.ts';
import { unsendLineMessage } from './unsend.ts';

/** Takes one LINE event from the inbox to its effects. Returns a word for the row. */
export function relayLineEvent(context: Context, row: InboxRow): EventResult {
  const channelId = toChannelId(row.account);
  const event = readLineEvent(JSON.parse(row.body ?? 'null'), row.receivedAt);
  if (event === null) {
    recordEvent(context, SYSTEM, 'unreadable', {}, { channelId });
    return 'unreadable';
  }
  const userId = event.source.kind === 'user' ? event.source.userId : null;
  const reason = whyOnlyRecorded(row, event);
  if (reason !== null) {
    const actor = userId === null ? SYSTEM : actingLineUser(context, userId);
    const facts = { type: typeOf(event), source: codeOf(event.source.kind) };
    recordEvent(context, actor, reason, facts, { channelId, lineUserId: userId });
    if (reason === 'not-one-to-one') leaveChat(context, channelId, event);
    return reason;
  }
  return userId === null
    ? relayUnnamed(context, row, channelId, event)
    : act(context, row, channelId, userId, event);
}

/** Only one-to-one chats of our own OAs count; another module answers a standby event. */
function whyOnlyRecorded(row: InboxRow, event: LineEvent): OnlyRecorded | null {
  if (row.verdict !== 'act') return row.verdict;
  if (event.standby) return 'standby';
  if (event.source.kind === 'group' || event.source.kind === 'room') return 'not-one-to-one';
  if (event.source.kind === 'nobody') return 'no-user';
  return null;
}

const typeOf = (event: LineEvent) =>
  asCode(event.what.kind === 'other' ? event.what.type : event.what.kind);

function act(
  context: Context,
  row: InboxRow,
  channelId: ChannelId,
  lineUserId: LineUserId,
  event: LineEvent,
): EventResult {
  if (event.replyToken !== null) {
    keepReplyToken(context.db, {
      token: event.replyToken,
      channelId,
      lineUserId,
      receivedAt: row.receivedAt,
      // A missing time does not make a token old.
      occurredAt: event.occurredAt || row.receivedAt,
    });
  }
  const { what } = event;
  const user = readLineUser(context.db, lineUserId);
  const actor = lineUserActor(context, lineUserId, user);
  switch (what.kind) {
    case 'message':
      noteMessageAt(context.db, channelId, lineUserId, event.occurredAt);
      rereadOldProfile(context, { channelId, lineUserId }, user);
      return relayLineMessage(context, {
        ...{ inboxId: row.id, channelId, lineUserId, ...what, event, actor },
        chat: readLineChat(context.db, { channelId, lineUserId, messageId: what.messageId }),
      });
    case 'follow':
    case 'unfollow':
      return noteFriendship(context, channelId, lineUserId, event);
    case 'unsend':
      return unsendLineMessage(context, { channelId, lineUserId }, what.messageId);
    case 'postback':
      return pressLineButton(context, actor, { side: 'line', channelId, lineUserId }, what);
    case 'join':
    case 'leave':
    case 'other':
      recordEvent(
        context,
        actor,
        'unknown-kind',
        { type: typeOf(event) },
        { channelId, lineUserId },
      );
      return 'recorded';
    default:
      return what satisfies never;
  }
}

/** An OA taken into a group leaves it: only one-to-one chats are bridged (§6.3). */
function leaveChat(context: Context, channelId: ChannelId, event: LineEvent): void {
  const { source, what } = event;
  if (source.kind !== 'group' && source.kind !== 'room') return;
  if (what.kind === 'leave') return;
  queueErrand(
    context.db,
    {
      lane: lineChatLane(channelId, source.id),
      platform: 'line',
      class: ERRAND_CLASS.notice,
      errand: { do: 'leave-line-chat', channelId, chat: source.kind, chatId: source.id },
    },
    context.clock.now(),
  );
}
