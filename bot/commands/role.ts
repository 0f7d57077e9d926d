import * as z from 'zod';
import { record } from '../../src/context.ts';
import { codeOf } from '../../src/domain/audit-facts.ts';
import { type MemberId, memberId as toMemberId } from '../../src/domain/ids.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { DASH_LIKE } from '../../src/domain/text/fold-id.ts';
import { fold } from '../../src/domain/text/text.ts';
import { findMember } from '../../src/services/members/find.ts';
import { grantRole, judgeGrant } from '../../src/services/roles/grant.ts';
import { judgeRevoke, revokeRole } from '../../src/services/roles/revoke.ts';
import { ROLES, type Role, type RoleHolder, roleHolders } from '../../src/services/roles/roles.ts';
import { memberNameIn } from '../../src/services/say/shown-name.ts';
import { membersById } from '../../src/store/people/members.ts';
import { grantsOf } from '../../src/store/people/role-grants.ts';
import { command, type Session } from '../command.ts';
import { choose } from '../people/choose.ts';
import { personName } from '../people/person-name.ts';

const ROLE_WORDS: Readonly<Record<string, Role>> = {
  linkadmin: 'link-admin',
  連携管理者: 'link-admin',
  auditor: 'auditor',
  監査者: 'auditor',
};

const BETWEEN = new RegExp(`[\\s_${DASH_LIKE}]`, 'gv');

/** Width, case, spaces and hyphens of every kind are forgiven. */
const readRole = (words: readonly string[]): Role | null => {
  const bare = fold(words.join('')).replace(BETWEEN, '');
  return (Object.hasOwn(ROLE_WORDS, bare) ? ROLE_WORDS[bare] : null) ?? null;
};

interface Wanted {
  readonly who: string;
  readonly role: Role;
}

/** `<who> <role>`, where each may be written in two words. */
const whoAndRole = z.array(z.string().max(200)).transform((words, check): Wanted => {
  for (const count of [2, 1]) {
    const role = readRole(words.slice(-count));
    const who = words.slice(0, -count).join(' ').trim();
    if (role !== null && who !== '') return { who, role };
  }
  check.addIssue({ code: 'custom', message: 'no person or no role' });
  return z.NEVER;
});

/** What a command about a role comes to before anything is written. */
type Weighed =
  | { readonly kind: 'go'; readonly memberId: MemberId; readonly name: string }
  | { readonly kind: 'denied' }
  | { readonly kind: 'answer'; readonly speech: Speech };

const says = (text: string): Weighed => ({ kind: 'answer', speech: { text } });

export const roleList = command({
  name: 'role list',
  group: 'other',
  aliases: ['権限 一覧', '権限'],
  roles: ['link-admin', 'auditor'],
  args: z.tuple([]),
  run: (session) => {
    const { words } = session;
    const holders = roleHolders(session.context);
    const people = inOrder(session, holders);
    const parts = ROLES.map((role) => {
      const lines = people.flatMap((memberId) => {
        const held = holders.filter((each) => each.role === role && each.memberId === memberId);
        return held.length === 0
          ? []
          : [words.layout.item(describeHolder(session, memberId, held))];
      });
      const heading = words.layout.heading(words.admin.roleNames[role]);
      return [heading, ...(lines.length > 0 ? lines : [words.layout.nothing])];
    });
    return { text: parts.flat().join('\n') };
  },
});

/** Each holder once, in order of reading; those who are not in the directory come last. */
function inOrder({ context }: Session, holders: readonly RoleHolder[]): MemberId[] {
  const ids = holders.map(({ memberId }) => memberId).sort();
  return [...new Set([...membersById(context.db, ids).map(({ memberId }) => memberId), ...ids])];
}

/** One person and every source of the role. */
function describeHolder(
  { context, words }: Session,
  memberId: MemberId,
  held: readonly RoleHolder[],
): string {
  const { admin, layout } = words;
  const name = memberNameIn(context, memberId, words);
  const sources = held.map(({ source }) => admin.roleSources[source]).join(layout.between);
  const counts = held.some((each) => each.counts);
  return layout.beside(name, counts ? sources : `${sources} / ${admin.roleDormant}`);
}

export const roleGrant = command({
  name: 'role grant',
  group: 'other',
  aliases: ['権限 付与'],
  roles: ['link-admin', 'auditor'],
  args: whoAndRole,
  confirm: (session, wanted) => {
    const weighed = weighGrant(session, wanted);
    if (weighed.kind !== 'go') return null;
    const { admin, deeds, questions } = session.words;
    const { effects } = questions;
    const text = [
      questions.grant(weighed.name, admin.roleNames[wanted.role]),
      wanted.role === 'auditor' ? effects.auditorMay : effects.linkAdminMay,
    ].join('\n');
    return { text, deed: deeds.grant, words: [weighed.memberId, wanted.role] };
  },
  run: (session, wanted) => {
    const weighed = weighGrant(session, wanted);
    if (weighed.kind !== 'go') return answerOf(session, weighed, 'role grant', wanted.role);
    const { context, actor, words } = session;
    grantRole(context, actor, weighed.memberId, wanted.role);
    return { text: words.admin.roleGranted(weighed.name, words.admin.roleNames[wanted.role]) };
  },
});

function weighGrant(session: Session, { who, role }: Wanted): Weighed {
  const { context, words } = session;
  const meant = onePerson(session, 'role grant', who, role);
  if (meant.kind !== 'go') return meant;
  const judged = judgeGrant(context, meant.memberId, role);
  if (judged.kind === 'may') return meant;
  const { admin } = words;
  return says(
    admin.roleAlready(meant.name, admin.roleNames[role], admin.roleSources[judged.source]),
  );
}

export const roleRevoke = command({
  name: 'role revoke',
  group: 'other',
  aliases: ['権限 取消', '権限 取り消し'],
  roles: ['link-admin', 'auditor'],
  args: whoAndRole,
  confirm: (session, wanted) => {
    const weighed = weighRevoke(session, wanted);
    if (weighed.kind !== 'go') return null;
    const { admin, deeds, questions } = session.words;
    const text = [
      questions.revoke(weighed.name, admin.roleNames[wanted.role]),
      ...(weighed.memberId === session.memberId ? [questions.effects.yourOwn] : []),
    ].join('\n');
    return { text, deed: deeds.revoke, words: [weighed.memberId, wanted.role] };
  },
  run: (session, wanted) => {
    const weighed = weighRevoke(session, wanted);
    if (weighed.kind !== 'go') return answerOf(session, weighed, 'role revoke', wanted.role);
    const { context, actor, words } = session;
    const { admin } = words;
    const done = revokeRole(context, actor, weighed.memberId, wanted.role);
    const text = admin.roleRevoked(weighed.name, admin.roleNames[wanted.role]);
    const remains = done.kind === 'may' ? done.remains : null;
    if (remains === null) return { text };
    return { text: `${text}\n${admin.roleRemains(admin.roleSources[remains])}` };
  },
});

function weighRevoke(session: Session, { who, role }: Wanted): Weighed {
  const { context, words } = session;
  const { admin } = words;
  const meant = onePerson(session, 'role revoke', who, role);
  if (meant.kind !== 'go') return meant;
  const judged = judgeRevoke(context, meant.memberId, role);
  const roleName = admin.roleNames[role];
  switch (judged.kind) {
    case 'may':
      return meant;
    case 'has-not':
      return says(admin.roleHasNot(meant.name, roleName));
    case 'not-a-grant':
      return says(admin.roleFixed(meant.name, roleName, admin.roleSources[judged.source]));
    case 'last-link-admin':
      return says(admin.roleLast(meant.name));
    default:
      return judged satisfies never;
  }
}

/** Whom it is about, if the asker holds the role that gives and takes this role. */
function onePerson(
  session: Session,
  name: 'role grant' | 'role revoke',
  who: string,
  role: Role,
): Weighed {
  const { context, roles, words } = session;
  if (!roles.has(role)) return { kind: 'denied' };
  const found = findMember(context, who);
  switch (found.kind) {
    case 'one':
      return { kind: 'go', memberId: found.member.memberId, name: personName(words, found.member) };
    case 'several': {
      const speech = choose(session, { command: name, rest: role, who }, found.members);
      return { kind: 'answer', speech };
    }
    case 'none': {
      // A member whom the directory has lost may still hold a grant, by the userId.
      const memberId = toMemberId(who.trim());
      if (grantsOf(context.db, memberId).length === 0) return says(words.admin.notFound(who));
      const name = memberNameIn(context, memberId, words);
      return { kind: 'go', memberId, name };
    }
    default:
      return found satisfies never;
  }
}

function answerOf(
  { context, actor, memberId, words }: Session,
  weighed: Exclude<Weighed, { kind: 'go' }>,
  name: 'role grant' | 'role revoke',
  role: Role,
): Speech {
  if (weighed.kind === 'answer') return weighed.speech;
  record(context, {
    action: 'command.refuse',
    actor,
    outcome: 'refused',
    reason: 'role',
    memberId,
    facts: { command: codeOf(name), role },
  });
  return { text: words.admin.roleNotYours(words.admin.roleNames[role]) };
}
