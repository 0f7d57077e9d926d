import type { Context } from '../../context.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { nameInLanguages } from '../../domain/people/member-names.ts';
import { cleanName } from '../../domain/text/names.ts';
import { type LineUser, readLineUser } from '../../store/line/line-users.ts';
import { readLink } from '../../store/link.ts';
import { type Member, readMember } from '../../store/people/members.ts';
import { namesInOpenRooms } from '../../store/talks/names-in-rooms.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import { type Reader, readerOf } from './reader.ts';

/* People's names as readers see them: safe in a title, a button or a line of text. */

/**
 * Cleaning a name costs more than reading its row, which stays in memory and never changes there.
 */
const cleanNames = new WeakMap<LineUser | Member, string>();

/** Empty when the name has no visible character. */
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

/** The same for a row at hand; null: the user is not known. */
export function nameOfLineUser(context: Context, user: LineUser | null): string {
  const name = user === null ? '' : cleanOnce(user, user.displayName ?? '');
  return name === '' ? wordsOf(readLink(context.db).language).room.unnamed : name;
}

/**
 * Whether another LINE user in an open room of the room's member has this name, too. For a closed
 * room: whether one did among those there to the end.
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

/**
 * What a room's member calls its LINE user: the member's own name for them, else the one on LINE.
 */
export const nameForMember = (
  context: Context,
  room: Pick<TalkRoom, 'lineUserId' | 'givenName'>,
): string => room.givenName ?? lineUserName(context, room.lineUserId);

/** A member's own names are private: other readers see the name on LINE. */
export const nameForReader = (
  context: Context,
  reader: MemberId,
  room: Pick<TalkRoom, 'memberId' | 'lineUserId' | 'givenName'>,
): string =>
  room.memberId === reader ? nameForMember(context, room) : lineUserName(context, room.lineUserId);

/** A member's name in the directory's home language; without a visible one, the userId. */
export function memberName(context: Context, memberId: MemberId): string {
  const member = readMember(context.db, memberId);
  return member === null ? memberId : nameAtHome(member);
}

const nameAtHome = (member: Member): string =>
  cleanOnce(member, member.fullName) || member.memberId;

/** As long as a line of a list, or a sentence, has room for. */
const BOTH_NAMES_MAX = 60;

/**
 * A member's name for a reader: in the reader's language where the directory has one, with the home
 * name beside it if both are no longer than `most`.
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

/** The same for a reader with these words. */
export const memberNameIn = (context: Context, memberId: MemberId, words: Words): string =>
  memberNameFor(context, memberId, readerOf(words));

/** The same for a row at hand. */
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

/** The same where the member is clear from context: the family name in Japanese, else in full. */
export function calledName(context: Context, memberId: MemberId, reader: Reader): string {
  const isJapanese = reader.words.language === 'ja';
  const family = isJapanese ? readMember(context.db, memberId)?.lastName : null;
  return cleanName(family ?? '', memberNameFor(context, memberId, reader, 0));
}
