import type { Context } from '../../context.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { Speech } from '../../domain/messages/speech.ts';
import { senderNameInLanguages } from '../../domain/people/member-names.ts';
import { type Member, noteRefusedSender, readMember } from '../../store/people/members.ts';
import { memberIconUrl } from '../photos/icon.ts';
import type { Reader } from './reader.ts';

/**
 * LINE's list of words may change, and a refusal may have another cause: it is retried after this.
 */
const REFUSED_FOR_MS = 7 * DAY_MS;

/**
 * The name a member speaks under on LINE, as its reader knows it: up to 20 characters, without
 * "LINE" (line.md §2.8).
 */
export const memberSenderName = (context: Context, memberId: MemberId, reader: Reader): string =>
  nameOf(context, readMember(context.db, memberId), reader);

/** The same; null while LINE refuses it. */
export function acceptedSenderName(
  context: Context,
  memberId: MemberId,
  reader: Reader,
): string | null {
  const member = readMember(context.db, memberId);
  const name = nameOf(context, member, reader);
  return isRefused(context, member, name) ? null : name;
}

/** The name and picture under which something is said on LINE. */
export function senderOf(
  context: Context,
  memberId: MemberId,
  reader: Reader,
): Pick<Speech, 'sender' | 'senderId' | 'senderIconUrl'> {
  const sender = memberSenderName(context, memberId, reader);
  const senderIconUrl = memberIconUrl(context, memberId);
  const named = { sender, senderId: memberId };
  return senderIconUrl === null ? named : { ...named, senderIconUrl };
}

/** Whether LINE refuses the name this is to be said under. */
export function isSenderRefused(context: Context, { sender, senderId }: Speech): boolean {
  if (sender === undefined || senderId === undefined) return false;
  return isRefused(context, readMember(context.db, senderId), sender);
}

/** LINE has refused a member's name: their messages go out without it. */
export function noteSenderRefused(context: Context, memberId: MemberId, name: string): void {
  const others = refusedOf(context, readMember(context.db, memberId)).filter(
    (each) => each !== name,
  );
  const names = [...others, name].slice(-MOST_REFUSED).join(BETWEEN);
  noteRefusedSender(context.db, memberId, names, context.clock.now());
}

function nameOf(context: Context, member: Member | null, { languages }: Reader): string {
  const names = member ?? NAMELESS;
  return senderNameInLanguages(names, languages, context.settings.companyName || 'Kakehashi');
}

const NAMELESS = { fullName: '', lastName: null, firstName: null, nickName: null, otherNames: [] };

const isRefused = (context: Context, member: Member | null, name: string): boolean =>
  refusedOf(context, member).includes(name);

/** A member has one name per language of a reader. */
const MOST_REFUSED = 3;
/** Names are one line each. */
const BETWEEN = '\n';

function refusedOf(context: Context, member: Member | null): readonly string[] {
  const isOld = context.clock.now() - (member?.refusedSenderAt ?? 0) >= REFUSED_FOR_MS;
  return isOld ? [] : (member?.refusedSender?.split(BETWEEN) ?? []);
}
