import type { Context } from '../context.ts';
import type { MemberId } from '../domain/ids.ts';
import { senderName } from '../domain/names.ts';
import type { Speech } from '../domain/speech.ts';
import { type Member, noteRefusedSender, readMember } from '../store/members.ts';
import { memberIconUrl } from './member-icon.ts';

/** LINE's list of words may change, and a refusal may have had another cause: it is tried again some day. */
const REFUSED_FOR_MS = 7 * 24 * 60 * 60 * 1000;

/** The name a member speaks under on LINE: at most 20 characters, without "LINE" (line.md §2.8). */
export const memberSenderName = (context: Context, memberId: MemberId): string =>
  nameOf(context, readMember(context.db, memberId));

/** The same; null while LINE refuses it. */
export function acceptedSenderName(context: Context, memberId: MemberId): string | null {
  const member = readMember(context.db, memberId);
  const name = nameOf(context, member);
  return isRefused(context, member, name) ? null : name;
}

/** Under whose name and picture something is said on LINE. */
export function senderOf(
  context: Context,
  memberId: MemberId,
): Pick<Speech, 'sender' | 'senderId' | 'senderIconUrl'> {
  const sender = memberSenderName(context, memberId);
  const senderIconUrl = memberIconUrl(context, memberId);
  const named = { sender, senderId: memberId };
  return senderIconUrl === null ? named : { ...named, senderIconUrl };
}

/** Whether LINE refuses the name under which this is to be said. */
export function isSenderRefused(context: Context, { sender, senderId }: Speech): boolean {
  if (sender === undefined || senderId === undefined) return false;
  return isRefused(context, readMember(context.db, senderId), sender);
}

/** LINE has refused a member's name: what they say goes without it, until they have another. */
export function noteSenderRefused(context: Context, memberId: MemberId, name: string): void {
  noteRefusedSender(context.db, memberId, name, context.clock.now());
}

function nameOf(context: Context, member: Member | null): string {
  const parts = {
    lastName: member?.lastName ?? null,
    firstName: member?.firstName ?? null,
    nickName: member?.nickName ?? null,
  };
  return senderName(parts, context.settings.companyName || 'Kakehashi');
}

function isRefused(context: Context, member: Member | null, name: string): boolean {
  if (member?.refusedSender !== name) return false;
  return context.clock.now() - (member.refusedSenderAt ?? 0) < REFUSED_FOR_MS;
}
