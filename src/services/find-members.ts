import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { memberId } from '../domain/ids.ts';
import { fold } from '../domain/text.ts';
import { linkMemberByTalkId } from '../store/link-members.ts';
import { type Member, memberByEmail, readMember, searchMembers } from '../store/members.ts';
import { members } from '../store/schema.ts';

export type Found =
  | { readonly kind: 'one'; readonly member: Member }
  | { readonly kind: 'several'; readonly members: readonly Member[] }
  | { readonly kind: 'none' };

const MOST_CANDIDATES = 50;

/**
 * Whom `<who>` means: a userId, account, e-mail or Talk ID names one person; else a whole name in any
 * language; else a part of one.
 */
export function findMember(
  context: Context,
  who: string,
  options: { readonly alsoDeleted?: boolean } = {},
): Found {
  const counts = (member: Member) => options.alsoDeleted === true || !member.isDeleted;
  const exact = byIdentity(context, who.trim());
  if (exact !== null && counts(exact)) return { kind: 'one', member: exact };
  const hits = searchMembers(context.db, who, MOST_CANDIDATES).filter(counts);
  const whole = hits.filter((hit) => namesOf(hit).some((name) => sameName(name, who)));
  return pick(whole.length > 0 ? whole : hits);
}

function pick(found: readonly Member[]): Found {
  const [first, second] = found;
  if (first === undefined) return { kind: 'none' };
  return second === undefined
    ? { kind: 'one', member: first }
    : { kind: 'several', members: found };
}

function byIdentity(context: Context, who: string): Member | null {
  const byId = readMember(context.db, memberId(who));
  if (byId !== null) return byId;
  const folded = fold(who);
  const holder = linkMemberByTalkId(context.db, folded);
  if (holder !== null) return readMember(context.db, holder.memberId);
  if (folded.includes('@')) return memberByEmail(context.db, folded);
  const byAccount = context.db
    .select()
    .from(members)
    .where(
      sql`${members.isDeleted} = 0 AND lower(substr(${members.email}, 1, instr(${members.email}, '@') - 1)) = ${folded}`,
    )
    .limit(2)
    .all();
  return byAccount.length === 1 ? (byAccount[0] ?? null) : null;
}

const namesOf = (member: Member) => [
  member.fullName,
  `${member.lastName ?? ''}${member.firstName ?? ''}`,
  member.nickName ?? '',
  ...member.otherNames.map((other) => other.name),
];

/** Whether two names differ by nothing but width, case and spacing. */
function sameName(name: string, said: string): boolean {
  const bare = (text: string) => fold(text).replaceAll(' ', '');
  return bare(name) !== '' && bare(name) === bare(said);
}
