import { type LineUserId, talkRoomId, lineUserId as toLineUserId } from '../../src/domain/ids.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { clip } from '../../src/domain/text/text.ts';
import { type Token, tokensOf } from '../../src/domain/text/tokens.ts';
import { findLineUsers } from '../../src/services/line-users/find.ts';
import { findFirst } from '../../src/services/members/find.ts';
import { isPersonInLog } from '../../src/store/audit/audit-names.ts';
import type { HoldSubject } from '../../src/store/audit/holds.ts';
import { readRoom } from '../../src/store/talks/talk-rooms.ts';
import type { Session } from '../command.ts';
import { readKey } from './audit-words.ts';
import { chooseSubject } from './choose-subject.ts';

/** Whom or what a command about the log names, and the words behind. */
export type SubjectMeant =
  | { readonly kind: 'one'; readonly subject: HoldSubject; readonly rest: string }
  | { readonly kind: 'say'; readonly speech: Speech };

const SAID_MAX = 100;
const ROOM = /^#(\d{1,15})$/;

/**
 * The member, LINE user or talk room named first: `#12`, an id, or as many words as form a name.
 * Who may be one of several is asked for.
 */
export function subjectMeant(
  session: Session,
  line: string,
  { command, only = null }: { readonly command: string; readonly only?: 'user' | null },
): SubjectMeant {
  const tokens = tokensOf(line) ?? [];
  const [first] = tokens;
  if (first === undefined) return say(session.words.keeping.nobody(''));
  const read = readFirst(first, tokens);
  const key = only ?? read.key;
  const words = only === null || read.key === only ? read.words : read.unread;
  const behind = (count: number) => line.slice(tokens[count - 1]?.end ?? line.length).trim();
  const number = key === 'room' ? words[0]?.replace('#', '') : ROOM.exec(first.text)?.[1];
  if (number !== undefined && key !== 'user') return roomMeant(session, number, behind(1));
  const members = key === 'user' ? null : membersNamed(session, words);
  const users = key === 'member' ? null : lineUsersNamed(session, words);
  const count = Math.max(members?.count ?? 0, users?.count ?? 0);
  // The longest name is meant: of 山田 花子 the member 山田 is only a part.
  const subjects: HoldSubject[] = [
    ...(members?.count === count ? members.ids : []).map(
      (subject): HoldSubject => ({ kind: 'member', subject }),
    ),
    ...(users?.count === count ? users.ids : []).map(
      (subject): HoldSubject => ({ kind: 'line-user', subject }),
    ),
  ];
  const [subject, ...others] = subjects;
  const said = clip(words.slice(0, Math.max(count, 1)).join(' '), SAID_MAX);
  if (subject === undefined) {
    const { keeping } = session.words;
    // Where no reason may follow, all of it was meant as a name.
    const all = clip(words.join(' '), SAID_MAX);
    return say(
      key === 'user' ? keeping.noLineUser(only === null ? said : all) : keeping.nobody(said),
    );
  }
  if (others.length === 0) return { kind: 'one', subject, rest: behind(count) };
  return {
    kind: 'say',
    speech: chooseSubject(session, { command, who: said, rest: behind(count) }, subjects),
  };
}

const say = (text: string): SubjectMeant => ({ kind: 'say', speech: { text } });

/** `member:田中`, or the name alone; a quoted name ends where its quotation does. */
function readFirst(first: Token, tokens: readonly Token[]) {
  const at = first.text.indexOf(':');
  const typed = first.isQuoted ? first.key.slice(0, -1) : first.text.slice(0, Math.max(at, 0));
  const known = readKey(typed);
  const key = known === 'member' || known === 'user' || known === 'room' ? known : null;
  const name = key === null ? first.text : first.text.slice(typed.length + 1);
  const others = first.isQuoted ? [] : tokens.slice(1).map(({ text }) => text);
  return { key, words: [name, ...others], unread: [first.text, ...others] };
}

function roomMeant(session: Session, number: string, rest: string): SubjectMeant {
  const id = Number.parseInt(number, 10);
  const room = Number.isSafeInteger(id) ? readRoom(session.context.db, talkRoomId(id)) : null;
  if (room === null) return say(session.words.keeping.noRoom(clip(number, SAID_MAX)));
  return { kind: 'one', subject: { kind: 'room', subject: `${room.id}` }, rest };
}

/** The log is about those who have left as well. */
function membersNamed({ context }: Session, words: readonly string[]) {
  const { found, count } = findFirst(context, words, { alsoDeleted: true });
  if (found.kind === 'none') return null;
  const members = found.kind === 'one' ? [found.member] : found.members;
  return { ids: members.map(({ memberId }) => memberId), count };
}

/** A LINE user without a name, too, by the id that the log has. */
function lineUsersNamed(
  { context }: Session,
  words: readonly string[],
): { readonly ids: readonly LineUserId[]; readonly count: number } | null {
  const found = findLineUsers(context, words);
  const id = toLineUserId(words[0] ?? '');
  return found ?? (isPersonInLog(context.db, id, 'line-user') ? { ids: [id], count: 1 } : null);
}
