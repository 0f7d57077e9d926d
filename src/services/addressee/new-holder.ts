import type { Context } from '../../context.ts';
import type { MemberId, TalkRoomId } from '../../domain/ids.ts';
import { encodePress } from '../../domain/messages/press.ts';
import { LABEL_MAX, type Speech } from '../../domain/messages/speech.ts';
import type { LineAsked } from '../../domain/speaker.ts';
import { clipGraphemes } from '../../domain/text/text.ts';
import { linkMemberByTalkId, readLinkMember } from '../../store/people/link-members.ts';
import { isBlockedBy } from '../../store/people/member-blocks.ts';
import { roomsOfLineUser } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { mayOpenRoom, openRoom } from '../rooms/open.ts';
import type { Reader } from '../say/reader.ts';
import { tellLineUser } from '../say/say.ts';
import { memberNameFor } from '../say/shown-name.ts';

/**
 * Names the new holder of a Talk ID that recently belonged to another member, with the button that
 * opens the room (DESIGN §6.2). `unsaid`: the message held more than the Talk ID, and was not
 * delivered.
 */
export function askNewHolder(
  context: Context,
  asked: LineAsked,
  memberId: MemberId,
  unsaid: boolean,
): void {
  const talkId = readLinkMember(context.db, memberId)?.talkId ?? null;
  if (talkId === null) return;
  const speech = ({ line }: Words, reader: Reader): Speech => {
    const name = memberNameFor(context, memberId, reader);
    const label = memberNameFor(context, memberId, reader, LABEL_MAX);
    return {
      text: [line.newHolder(talkId, name), ...(unsaid ? [line.sendAgain] : [])].join('\n'),
      buttons: [
        {
          label: clipGraphemes(label, LABEL_MAX),
          token: encodePress({ do: 'open', talkId, memberId }),
          says: line.newHolderButton(name),
        },
      ],
    };
  };
  tellLineUser(context, asked, 'new-holder', speech, { replyOnly: true });
}

export type OpenedByButton =
  | { readonly kind: 'opened' }
  | { readonly kind: 'open-already'; readonly roomId: TalkRoomId }
  /** The Talk ID has changed hands again, or its holder cannot be reached. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-many-rooms' };

/** Opens the room the button named, if the Talk ID is still that person's. */
export function openForNewHolder(
  context: Context,
  asked: LineAsked,
  talkId: string,
  memberId: MemberId,
): OpenedByButton {
  const link = linkMemberByTalkId(context.db, talkId);
  if (link?.memberId !== memberId || link.status !== 'available') return { kind: 'gone' };
  const { channelId, lineUserId } = asked;
  if (isBlockedBy(context.db, memberId, lineUserId)) return { kind: 'gone' };
  const open = roomsOfLineUser(context.db, channelId, lineUserId).find(
    (room) => room.state === 'open' && room.memberId === memberId,
  );
  if (open !== undefined) return { kind: 'open-already', roomId: open.id };
  if (!mayOpenRoom(context, lineUserId)) return { kind: 'too-many-rooms' };
  openRoom(context, { channelId, lineUserId, memberId });
  return { kind: 'opened' };
}
