import type { Context } from '../../../src/context.ts';
import { readTalkId } from '../../../src/domain/addressee/read-talk-id.ts';
import { isGroupOf } from '../../../src/domain/addressee/talk-id.ts';
import type { ChannelId, LineUserId, MemberId } from '../../../src/domain/ids.ts';
import { talkId as toTalkId } from '../../../src/domain/ids.ts';
import type {
  AskedTalkId,
  LineMessageFacts,
} from '../../../src/domain/messages/plan-line-message.ts';
import { changedHandsLately } from '../../../src/services/members/talk-ids.ts';
import { mayOpenRoom } from '../../../src/services/rooms/open.ts';
import { readAccount } from '../../../src/store/line/official-accounts.ts';
import { linkMemberByTalkId, readLinkMember } from '../../../src/store/people/link-members.ts';
import { isBlockedBy } from '../../../src/store/people/member-blocks.ts';
import { readMember } from '../../../src/store/people/members.ts';
import type { LineSaid } from './said.ts';

/*
 * Whether a message opens a talk, and with whom. Most messages belong to a talk and cost no query.
 */

/** Read only where a room could be opened. */
export function openingFacts(
  context: Context,
  { channelId, lineUserId }: LineSaid,
  asked: AskedTalkId | null,
  hasOpenRoom: boolean,
): Pick<LineMessageFacts, 'dedicatedMember' | 'mayOpenRoom'> {
  if (asked === null && hasOpenRoom) return { dedicatedMember: null, mayOpenRoom: false };
  return {
    dedicatedMember: dedicatedMember(context, channelId, lineUserId),
    mayOpenRoom: mayOpenRoom(context, lineUserId),
  };
}

/** The Talk ID that a text asks for. */
export function askedTalkId(
  context: Context,
  said: LineSaid,
  text: string,
  hasOpenRoom: boolean,
): AskedTalkId | null {
  const asked = readTalkId(text, { hasOpenRoom });
  if (asked === null) return null;
  const link = linkMemberByTalkId(context.db, asked.id);
  // For a LINE user whom the member has blocked, this Talk ID has no holder (DESIGN §6.5).
  const holder =
    link?.status === 'available' &&
    isOfGroup(context, link.memberId, asked.group) &&
    !isBlockedBy(context.db, link.memberId, said.lineUserId)
      ? link.memberId
      : null;
  const room = said.chat.rooms.find(
    ({ state, memberId }) => state === 'open' && memberId === holder,
  );
  return {
    holder,
    openRoom: room?.id ?? null,
    changedHands: holder !== null && changedHandsLately(context, toTalkId(asked.id), holder),
    labelled: asked.form !== 'bare',
    inSentence: asked.form === 'in-sentence',
  };
}

/** A whole login ID is one of ours, and not the beginning of another address. */
function isOfGroup(context: Context, memberId: MemberId, group: string | null): boolean {
  return group === null || isGroupOf(group, readMember(context.db, memberId)?.email ?? null);
}

/** A dedicated OA belongs to one member; a message there without a room opens it. */
export function dedicatedMember(
  context: Context,
  channelId: ChannelId,
  lineUserId: LineUserId,
): MemberId | null {
  const account = readAccount(context.db, channelId);
  if (account === null || account.shared || account.memberId === null) return null;
  const { memberId } = account;
  if (isBlockedBy(context.db, memberId, lineUserId)) return null;
  return readLinkMember(context.db, memberId)?.status === 'available' ? memberId : null;
}
