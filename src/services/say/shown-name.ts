import type { Context } from '../../context.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { nameInLanguages } from '../../domain/member-names.ts';
import { cleanName } from '../../domain/names.ts';
import { type LineUser, readLineUser } from '../../store/line-users.ts';
import { readLink } from '../../store/link.ts';
import { type Member, readMember } from '../../store/members.ts';
import { namesInOpenRooms, type TalkRoom } from '../../store/talk-rooms.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import { type Reader, readerOf } from './reader.ts';

/* What people are called where somebody reads it: made safe to stand in a title, a button or a line of text. */

/** Cleaning a name costs more than asking for its row, which stays in memory and is never changed there. */
const cleanNames = new WeakMap<LineUser | Member, string>();

/** Empty when nothing of the name shows. */
function cleanOnce(row: LineUser | Member, name: string): string {
  const known = cleanNames.get(row);
  if (known !== undefined) return known;
  const clean = cleanName(name, '');
  cleanNames.set(row, clean);
  return clean;
}

/** A LINE user's display name. */
export const lineUserName = (context: Context, lineUserId: LineUserId): string =>
  nameOfLineUser(context, readLineUser(context.db, lineUserId));

/** The same of one who is at hand; null: nothing is known of them. */
export function nameOfLineUser(context: Context, user: LineUser | null): string {
  const name = user === null ? '' : cleanOnce(user, user.displayName ?? '');
  return name === '' ? wordsOf(readLink(context.db).language).room.unnamed : name;
}

/**
 * Whether another LINE user in an open room of the room's member goes by this name, too. Of a room that has
 * closed: whether one did who was there to the end.
 */
export function hasNamesake(
  context: Context,
  room: Pick<TalkRoom, 'id' | 'memberId' | 'closedAt'>,
  name: string,
): boolean {
  const unnamed = wordsOf(readLink(context.db).language).room.unnamed;
  return namesInOpenRooms(context.db, room.memberId, room.closedAt).some(
    ({ id, givenName, displayName }) =>
      id !== room.id && (givenName ?? cleanName(displayName ?? '', unnamed)) === name,
  );
}

/** What a room's member calls its LINE user: a name of the member's own, else that of LINE. */
export const nameForMember = (
  context: Context,
  room: Pick<TalkRoom, 'lineUserId' | 'givenName'>,
): string => room.givenName ?? lineUserName(context, room.lineUserId);

/** The names that members give are their own: anybody else reads the one on LINE. */
export const nameForReader = (
  context: Context,
  reader: MemberId,
  room: Pick<TalkRoom, 'memberId' | 'lineUserId' | 'givenName'>,
): string =>
  room.memberId === reader ? nameForMember(context, room) : lineUserName(context, room.lineUserId);

/** A member's name at home in the directory; who has none that shows goes by the userId. */
export function memberName(context: Context, memberId: MemberId): string {
  const member = readMember(context.db, memberId);
  return member === null ? memberId : nameAtHome(member);
}

const nameAtHome = (member: Member): string =>
  cleanOnce(member, member.fullName) || member.memberId;

/** As much as a line of a list, or a sentence, has room for. */
const BOTH_NAMES_MAX = 60;

/**
 * A member's name for a reader: in their own language where the directory has it so, with the name at home in
 * the directory beside it where both are no longer than `most`.
 */
export function memberNameFor(
  context: Context,
  memberId: MemberId,
  reader: Reader,
  most?: number,
): string {
  const member = readMember(context.db, memberId);
  return member === null ? memberId : readName(member, reader, most);
}

/** The same for a reader of these words. */
export const memberNameIn = (context: Context, memberId: MemberId, words: Words): string =>
  memberNameFor(context, memberId, readerOf(words));

/** The same of a member who is at hand. */
export function readName(
  member: Member,
  { words, languages }: Reader,
  most = BOTH_NAMES_MAX,
): string {
  const read = nameInLanguages(member, languages);
  const home = nameAtHome(member);
  if (read.home === null) return cleanName(read.name, home);
  const name = cleanName(read.name, home);
  const both = name === home ? name : words.layout.beside(name, home);
  return both.length <= most ? both : name;
}

/** The same, where it is clear who is meant: by the family name in Japanese, in full elsewhere. */
export function calledName(context: Context, memberId: MemberId, reader: Reader): string {
  const isJapanese = reader.words.language === 'ja';
  const family = isJapanese ? readMember(context.db, memberId)?.lastName : null;
  return cleanName(family ?? '', memberNameFor(context, memberId, reader, 0));
}
