import type { Context } from '../../../src/context.ts';
import type { Actor } from '../../../src/domain/audit.ts';
import { codeOf } from '../../../src/domain/audit-facts.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { MemberId, TalkId, TalkRoomId } from '../../../src/domain/ids.ts';
import { decodePress, isForLine, type LinePress } from '../../../src/domain/messages/press.ts';
import type { LineAsked } from '../../../src/domain/speaker.ts';
import { askWhichToLeave, listMembers } from '../../../src/services/addressee/line-user-menu.ts';
import { openForNewHolder } from '../../../src/services/addressee/new-holder.ts';
import { successorOf } from '../../../src/services/handover/successor.ts';
import { switchRoom } from '../../../src/services/rooms/switch.ts';
import { wordsForLineUser } from '../../../src/services/say/reader.ts';
import { tellLineUser } from '../../../src/services/say/say.ts';
import { lineUserName } from '../../../src/services/say/shown-name.ts';
import { readLink } from '../../../src/store/link.ts';
import { readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { pressChoice } from '../press-choice.ts';
import { recordEvent } from '../record-message.ts';
import { recordPress } from '../record-press.ts';
import { pressLeave, tellGone } from './leaving.ts';
import { turnAwayPress } from './turn-away.ts';

/**
 * A press in a LINE user's chat. The company may have its own rich menu: its presses are recorded
 * without an answer. The subject of a button of ours is checked again: the room may have closed,
 * the Talk ID changed hands, the link gone off (DESIGN §6.3).
 *
 * @returns a word for the inbox row
 */
export function pressLineButton(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  pressed: { readonly data: string; readonly params: Readonly<Record<string, string>> | null },
): EventResult {
  const { channelId, lineUserId } = asked;
  const press = decodePress(pressed.data);
  if (press === null || !isForLine(press)) {
    const reason = press === null ? 'unknown-button' : 'misplaced-button';
    const parties = { channelId, lineUserId, lineUserName: lineUserName(context, lineUserId) };
    return recordPress(context, actor, reason, pressed, parties);
  }
  if (!readLink(context.db).enabled) {
    const parties = { channelId, lineUserId };
    const entryId = recordEvent(context, actor, 'link-off', { type: codeOf('postback') }, parties);
    turnAwayPress(context, parties, entryId);
    return 'link-off';
  }
  if (press.do === 'to' || press.do === 'more') return pressChoice(context, actor, asked, press);
  return act(context, actor, asked, press);
}

function act(context: Context, actor: Actor, asked: LineAsked, press: LinePress): EventResult {
  switch (press.do) {
    case 'members':
      listMembers(context, asked, press.page);
      return 'answered';
    case 'leaving':
      askWhichToLeave(context, asked, press.page);
      return 'answered';
    case 'go': {
      const room = ownOpenRoom(context, asked, press.roomId, successorOf);
      return room === null ? tellGone(context, asked) : switchRoom(context, actor, asked, room);
    }
    case 'leave':
      return pressLeave(context, actor, asked, press.roomId, null);
    case 'leave-now':
      return pressLeave(context, actor, asked, press.roomId, press.askedAt);
    case 'open':
      return open(context, actor, asked, press.talkId, press.memberId);
    default:
      return press satisfies never;
  }
}

/** `follow`: a button from before a handover stands for the successor (DESIGN §6.7). */
function ownOpenRoom(
  context: Context,
  asked: LineAsked,
  id: TalkRoomId,
  follow: typeof successorOf = () => null,
): TalkRoom | null {
  const named = readRoom(context.db, id);
  const room = named === null ? null : (follow(context, named) ?? named);
  if (room === null || room.state !== 'open') return null;
  const isOwn = room.channelId === asked.channelId && room.lineUserId === asked.lineUserId;
  return isOwn ? room : null;
}

function open(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  talkId: TalkId,
  memberId: MemberId,
): EventResult {
  const opened = openForNewHolder(context, asked, talkId, memberId);
  switch (opened.kind) {
    case 'opened':
      return 'open';
    case 'open-already': {
      const room = ownOpenRoom(context, asked, opened.roomId);
      return room === null ? 'room-closed' : switchRoom(context, actor, asked, room);
    }
    case 'gone':
    case 'too-many-rooms': {
      const { line } = wordsForLineUser(context, asked.lineUserId);
      const [notice, text] =
        opened.kind === 'gone'
          ? (['unknown-talk-id', line.unknownTalkId] as const)
          : (['too-many-rooms', line.tooManyRooms] as const);
      tellLineUser(context, asked, notice, { text }, { replyOnly: true });
      return notice;
    }
    default:
      return opened satisfies never;
  }
}
