import type { Context } from '../../context.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import { senderNameInLanguages } from '../../domain/member-names.ts';
import type { Speech } from '../../domain/speech.ts';
import { type Member, noteRefusedSender, readMember } from '../../store/members.ts';
import { memberIconUrl } from '../photos/icon.ts';
import type { Reader } from './reader.ts';

/** LINE's list of words may change, and a refusal may have had another cause: it is tried again some day. */
const REFUSED_FOR_MS = 7 * DAY_MS;

/**
 * The name a member speaks under on LINE, as its reader knows it: at most 20 characters, without "LINE"
 * (line.md §2.8).
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

/** Under whose name and picture something is said on LINE. */
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

/** Whether LINE refuses the name under which this is to be said. */
export function isSenderRefused(context: Context, { sender, senderId }: Speech): boolean {
  if (sender === undefined || senderId === undefined) return false;
  return isRefused(context, readMember(context.db, senderId), sender);
}

/** LINE has refused a member's name: what they say goes without that one. */
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

/** A member has a name for each language that is read. */
const MOST_REFUSED = 3;
/** Names are one line each. */
const BETWEEN = '\n';

function refusedOf(context: Context, member: Member | null): readonly string[] {
  const isOld = context.clock.now() - (member?.refusedSenderAt ?? 0) >= REFUSED_FOR_MS;
  return isOld ? [] : (member?.refusedSender?.split(BETWEEN) ?? []);
}
