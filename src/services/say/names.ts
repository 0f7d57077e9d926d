import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { languageOf } from '../../domain/language.ts';
import { nameInLanguages } from '../../domain/member-names.ts';
import { cleanName } from '../../domain/names.ts';
import { type LineUser, readLineUser } from '../../store/line-users.ts';
import { languageOfMember, readLink } from '../../store/link.ts';
import { type Member, readMember } from '../../store/members.ts';
import { namesInOpenRooms, type TalkRoom } from '../../store/talk-rooms.ts';
import { type Words, wordsOf } from '../../words/words.ts';

/** Whoever reads something: in which words, and in which languages they read names, the best first. */
export interface Reader {
  readonly words: Words;
  readonly languages: readonly string[];
}

/** A LINE user as a reader: the profile's language where LINE tells it. */
export function lineReader(context: Context, lineUserId: LineUserId): Reader {
  const fallback = readLink(context.db).language;
  const own = readLineUser(context.db, lineUserId)?.language ?? null;
  const language = languageOf(own, fallback);
  return { words: wordsOf(language), languages: own === null ? [language] : [own, language] };
}

/** Somebody of whom only the words are known. */
export const readerOf = (words: Words): Reader => ({ words, languages: [words.language] });

/** The words a LINE user reads. */
export const wordsForLineUser = (context: Context, lineUserId: LineUserId): Words =>
  lineReader(context, lineUserId).words;

/** The words a member or administrator reads. */
export function wordsForMember(context: Context, memberId: MemberId): Words {
  return wordsOf(languageOfMember(context.db, memberId));
}

/** A LINE user's display name, made safe to stand in a title, a button or a line of text. */
export function lineUserName(context: Context, lineUserId: LineUserId): string {
  return nameOf(context, readLineUser(context.db, lineUserId));
}

function nameOf(context: Context, user: LineUser | null): string {
  const fallback = wordsOf(readLink(context.db).language).room.unnamed;
  return cleanName(user?.displayName ?? '', fallback);
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

/** Whom an entry about a room is about. */
export const roomParties = (
  context: Context,
  room: Pick<TalkRoom, 'id' | 'channelId' | 'lineUserId' | 'memberId'>,
) => ({
  roomId: room.id,
  channelId: room.channelId,
  lineUserId: room.lineUserId,
  lineUserName: lineUserName(context, room.lineUserId),
  memberId: room.memberId,
  memberName: memberName(context, room.memberId),
});

/** What a room's member calls its LINE user: a name of the member's own, else that of LINE. */
export function nameForMember(
  context: Context,
  room: Pick<TalkRoom, 'lineUserId' | 'givenName'>,
): string {
  return room.givenName ?? lineUserName(context, room.lineUserId);
}

/** The names that members give are their own: anybody else reads the one on LINE. */
export const nameForReader = (
  context: Context,
  reader: MemberId,
  room: Pick<TalkRoom, 'memberId' | 'lineUserId' | 'givenName'>,
): string =>
  room.memberId === reader ? nameForMember(context, room) : lineUserName(context, room.lineUserId);

/** A member's name, made safe likewise. */
export function memberName(context: Context, memberId: MemberId): string {
  return cleanName(readMember(context.db, memberId)?.fullName ?? '', memberId);
}

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
  return member === null ? cleanName('', memberId) : readName(member, reader, most);
}

/** The same for whoever reads these words. */
export const memberNameIn = (context: Context, memberId: MemberId, words: Words): string =>
  memberNameFor(context, memberId, readerOf(words));

/** The same of a member who is at hand. */
export function readName(
  member: Member,
  { words, languages }: Reader,
  most = BOTH_NAMES_MAX,
): string {
  const { memberId } = member;
  const read = nameInLanguages(member, languages);
  const home = cleanName(member.fullName, memberId);
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

export const actingLineUser = (context: Context, id: LineUserId): Actor =>
  lineUserActor(context, id, readLineUser(context.db, id));

/** The same where what is known of the LINE user is at hand. */
export const lineUserActor = (context: Context, id: LineUserId, user: LineUser | null): Actor => ({
  kind: 'line-user',
  id,
  name: nameOf(context, user),
});

export const actingMember = (context: Context, id: MemberId): Actor => ({
  kind: 'member',
  id,
  name: memberName(context, id),
});

export const actingAdmin = (context: Context, id: MemberId): Actor => ({
  kind: 'admin',
  id,
  name: memberName(context, id),
});
