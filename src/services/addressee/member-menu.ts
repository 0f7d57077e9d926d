import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { type AboutOne, encodePress } from '../../domain/messages/press.ts';
import { type Button, LABEL_MAX, type Speech } from '../../domain/messages/speech.ts';
import type { Asked } from '../../domain/speaker.ts';
import { clip, clipGraphemes } from '../../domain/text/text.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { openRoomsOfMember, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { type Blocked, blockedNames } from '../line-users/block.ts';
import { invitationOf } from '../members/invitation.ts';
import { inviteLink } from '../members/register.ts';
import { showQr } from '../members/welcome.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { lineUserName } from '../say/shown-name.ts';
import { choicesOf } from './ask.ts';
import { choiceButtons } from './choice-buttons.ts';

const PER_PAGE = 8;
const MOST_BLOCKED = 50;
/** A postback holds 1000 characters; ours are written as three each (line-works.md §3.2). */
const REST_MAX = 250;
const MOST_UNBLOCK_BUTTONS = 10;

/** Says something in the bridge bot's 1:1 room. */
export function tellOneToOne(context: Context, memberId: MemberId, speech: Speech): void {
  tellMember(context, context.settings.bridgeBotId, memberId, speech);
}

/** The member's own Talk ID, link and QR image, in the 1:1 room. */
export function tellInvite(context: Context, memberId: MemberId): void {
  const words = wordsForMember(context, memberId);
  const link = readLinkMember(context.db, memberId);
  if (link === null) {
    tellOneToOne(context, memberId, { text: words.room.notLinked });
    return;
  }
  if (link.status !== 'available' || link.talkId === null) {
    const text = words.own.inviteNotAvailable(words.status[link.status]);
    tellOneToOne(context, memberId, { text });
    return;
  }
  const url = inviteLink(context, memberId, link.talkId);
  const invitation = invitationOf(context, words, memberId, url);
  const text = words.own.invite(link.talkId, url, invitation);
  if (url === null) {
    tellOneToOne(context, memberId, { text });
    return;
  }
  tellOneToOne(context, memberId, { text, buttons: [{ label: words.admin.inviteLink, url }] });
  showQr(context, { botId: context.settings.bridgeBotId, memberId }, url);
}

/**
 * The member's LINE users, the latest first; the last page adds those the member has blocked. Only
 * in the 1:1 room: in a talk room invited colleagues would read it.
 */
export function tellList(context: Context, memberId: MemberId, wanted: number): void {
  const words = wordsForMember(context, memberId);
  const { own, admin } = words;
  const rooms = openRoomsOfMember(context.db, memberId);
  const pages = Math.max(1, Math.ceil(rooms.length / PER_PAGE));
  const page = Math.max(0, Math.min(wanted, pages - 1));
  const names = namesOf(context, memberId);
  const shown = rooms.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const title = rooms.length === 0 ? own.nobody : own.listTitle(rooms.length);
  const lines = [
    pages > 1 ? `${title} (${page + 1}/${pages})` : title,
    ...shown.map((room) =>
      words.layout.item(lineOf(context, memberId, room, names.get(room.id) ?? '')),
    ),
    ...(page === pages - 1 ? blockedLines(context, memberId) : []),
  ];
  const turn = (label: string, to: number): Button => ({
    label,
    token: encodePress({ do: 'list', page: to }),
    says: label,
  });
  const buttons = [
    ...(page > 0 ? [turn(admin.previous, page - 1)] : []),
    ...(page + 1 < pages ? [turn(admin.next, page + 1)] : []),
  ];
  tellOneToOne(context, memberId, {
    text: lines.join('\n'),
    ...(buttons.length > 0 ? { buttons } : {}),
  });
}

const askedOf = (memberId: MemberId): Asked => ({ side: 'line-works', memberId });

const namesOf = (context: Context, memberId: MemberId) =>
  new Map(choicesOf(context, askedOf(memberId)).map(({ roomId, name }) => [roomId, name]));

/** The name on LINE stands beside the name the member gave. */
function lineOf(context: Context, memberId: MemberId, room: TalkRoom, name: string): string {
  if (room.givenName === null) return name;
  const { own } = wordsForMember(context, memberId);
  return own.alias(name, lineUserName(context, room.lineUserId));
}

function blockedLines(context: Context, memberId: MemberId): string[] {
  const blocked = blockedNames(context, memberId);
  if (blocked.length === 0) return [];
  const { own, layout } = wordsForMember(context, memberId);
  const shown = blocked.slice(0, MOST_BLOCKED).map(({ name }) => layout.item(name));
  return [own.blockedTitle(blocked.length), ...shown, own.unblockHint];
}

/**
 * Asks which of the member's rooms a command is about; the button carries what the command said.
 */
export function askWhich(
  context: Context,
  memberId: MemberId,
  about: AboutOne,
  rest: string,
  page: number,
): void {
  const words = wordsForMember(context, memberId);
  const choices = choicesOf(context, askedOf(memberId));
  const kept = clip(rest, REST_MAX);
  const buttons = choiceButtons(words, 'line-works', choices, page, {
    pick: (roomId) => encodePress({ do: about, roomId, rest: kept }),
    more: (page) => encodePress({ do: 'which', about, page, rest: kept }),
  });
  const text = words.own.which[about](
    bulleted(
      words,
      choices.map(({ name }) => name),
    ),
  );
  tellOneToOne(context, memberId, { text, buttons });
}

/** Asks which block to take back. */
export function askUnblock(
  context: Context,
  memberId: MemberId,
  candidates: readonly Blocked[],
): void {
  const words = wordsForMember(context, memberId);
  const buttons = candidates.slice(0, MOST_UNBLOCK_BUTTONS).map(({ lineUserId, name }) => ({
    label: clipGraphemes(name, LABEL_MAX),
    token: encodePress({ do: 'unblock', lineUserId }),
    says: name,
  }));
  const shown = candidates.slice(0, MOST_BLOCKED).map(({ name }) => name);
  tellOneToOne(context, memberId, {
    text: words.own.unblockWhich(bulleted(words, shown)),
    buttons,
  });
}

// No numbers here: in direct mode a number typed now would go to the current LINE user.
const bulleted = ({ layout }: Words, names: readonly string[]) => names.map(layout.item).join('\n');
