import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/domain/audit.ts';
import { memberId, talkRoomId } from '../../src/domain/ids.ts';
import { leaveTalk } from '../../src/services/leave-talk.ts';
import { askWhichToLeave, type LineAsked, listMembers } from '../../src/services/line-user-menu.ts';
import { openForNewHolder } from '../../src/services/new-holder.ts';
import { wordsForLineUser } from '../../src/services/people.ts';
import { tellLineUser } from '../../src/services/say.ts';
import { successorOf } from '../../src/services/successor.ts';
import { switchRoom } from '../../src/services/switch-room.ts';
import { readLink } from '../../src/store/link.ts';
import { readRoom, type TalkRoom } from '../../src/store/talk-rooms.ts';
import { recordEvent } from './record-message.ts';
import { turnAwayPress } from './turn-away.ts';

const OWN_VERBS = ['go', 'leave', 'members', 'leaving', 'open'] as const;
type OwnVerb = (typeof OWN_VERBS)[number];

/**
 * A press on a button of the LINE user's own words (DESIGN §6.3). Whatever the button was made for is
 * looked at again: the room may have closed, the Talk ID changed hands, the link gone off.
 *
 * @returns a word for the inbox row; null when the button is none of these
 */
export function pressOwnButton(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  data: string,
): string | null {
  const [said, first = '', second = ''] = data.split(':');
  const verb = OWN_VERBS.find((each) => each === said);
  if (verb === undefined) return null;
  if (!readLink(context.db).enabled) {
    const { channelId, lineUserId } = asked;
    const parties = { channelId, lineUserId };
    const entryId = recordEvent(context, actor, 'link-off', { type: 'postback' }, parties);
    turnAwayPress(context, parties, entryId);
    return 'link-off';
  }
  return act(context, actor, asked, verb, first, second);
}

function act(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  verb: OwnVerb,
  first: string,
  second: string,
): string {
  switch (verb) {
    case 'members':
      listMembers(context, asked, pageOf(first));
      return 'answered';
    case 'leaving':
      askWhichToLeave(context, asked, pageOf(first));
      return 'answered';
    case 'go': {
      const room = ownOpenRoom(context, asked, first, successorOf);
      return room === null ? tellGone(context, asked) : switchRoom(context, actor, asked, room);
    }
    case 'leave': {
      const room = ownOpenRoom(context, asked, first);
      if (room === null) return tellGone(context, asked);
      leaveTalk(context, actor, asked, room);
      return 'left';
    }
    case 'open':
      return open(context, actor, asked, first, second);
    default:
      return verb satisfies never;
  }
}

const pageOf = (text: string) => Number.parseInt(text, 10) || 0;

/** `follow`: a button from before a handover stands for whoever answers now (DESIGN §6.7). */
function ownOpenRoom(
  context: Context,
  asked: LineAsked,
  id: string,
  follow: typeof successorOf = () => null,
): TalkRoom | null {
  const named = readRoom(context.db, talkRoomId(Number.parseInt(id, 10)));
  const room = named === null ? null : (follow(context, named) ?? named);
  if (room === null || room.state !== 'open') return null;
  const isOwn = room.channelId === asked.channelId && room.lineUserId === asked.lineUserId;
  return isOwn ? room : null;
}

function tellGone(context: Context, asked: LineAsked): string {
  const text = wordsForLineUser(context, asked.lineUserId).line.alreadyLeft;
  tellLineUser(context, asked, 'leave', { text }, { replyOnly: true });
  return 'room-closed';
}

function open(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  talkId: string,
  id: string,
): string {
  const opened = openForNewHolder(context, asked, talkId, memberId(id));
  switch (opened.kind) {
    case 'opened':
      return 'open';
    case 'open-already': {
      const room = ownOpenRoom(context, asked, String(opened.roomId));
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
