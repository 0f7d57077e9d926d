import type { MemberId } from '../../src/domain/ids.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import {
  type AuditQuery,
  everything,
  type UsersCalled,
} from '../../src/services/audit/search/query.ts';
import { findLineUsers } from '../../src/services/line-users/find.ts';
import { findFirst } from '../../src/services/members/find.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Session } from '../command.ts';
import { choose } from '../people/choose.ts';
import { explainFault, nobodyCalled } from './audit-answer.ts';
import { MOST_PHRASES, readAuditQuery, type TypedQuery } from './audit-query.ts';

/** Hits on a page. */
export const HITS = 5;

/** A search as it was typed, with everybody in it looked up. */
export interface AskedSearch {
  readonly typed: TypedQuery;
  readonly resolved: Resolved;
  readonly query: AuditQuery;
}

/** Reads a search, or says what has to be cleared up first. */
export function readSearch(session: Session, line: string): AskedSearch | Speech {
  const typed = readAuditQuery(line, session.context.clock.now());
  if ('fault' in typed) return { text: explainFault(session.words, typed) };
  const members = membersCalled(session, typed);
  if ('text' in members) return members;
  const users = usersCalled(session, typed);
  if ('text' in users) return users;
  const phrases = [...typed.phrases, ...members.rest, ...users.rest];
  if (phrases.length > MOST_PHRASES) {
    return { text: explainFault(session.words, { fault: 'too-many' }) };
  }
  const resolved = { phrases, members: members.found, users: users.found };
  return { typed, resolved, query: queryOf(typed, resolved) };
}

function queryOf(typed: TypedQuery, { phrases, members, users }: Resolved): AuditQuery {
  const { fileNames, kinds, directions, outcomes, rooms, from, to, page } = typed;
  const some = <Value>(values: readonly Value[]) => (values.length === 0 ? null : values);
  return {
    ...everything('messages', HITS),
    ...{ phrases, fileNames, users, from: from?.from ?? null, to: to?.to ?? null },
    members: some(members.map(({ memberId }) => memberId)),
    kinds: some(kinds),
    directions: some(directions),
    outcomes: some(outcomes),
    rooms: some(rooms),
    skip: page * HITS,
  };
}

/** Whom a query is about, and what it looks for besides. */
export interface Resolved {
  readonly phrases: readonly string[];
  readonly members: readonly Member[];
  readonly users: UsersCalled | null;
}

/** The members, all of them together. Who may be one of several is asked for first. */
function membersCalled(
  session: Session,
  { members, pieces }: TypedQuery,
): { readonly found: readonly Member[]; readonly rest: readonly string[] } | Speech {
  const found = new Map<MemberId, Member>();
  const rest: string[] = [];
  for (const { words, said: key, at } of members) {
    // The log is about those who have left as well.
    const first = findFirst(session.context, words, { alsoDeleted: true });
    const { count } = first;
    const said = words.slice(0, count).join(' ');
    if (first.found.kind === 'none') return nobodyCalled(session, 'member', words[0] ?? '');
    if (first.found.kind === 'several') {
      const command = ['audit search', ...pieces.slice(0, at), key].join(' ');
      const behind = pieces.slice(at + count).join(' ');
      return choose(session, { command, rest: behind, who: said }, first.found.members);
    }
    found.set(first.found.member.memberId, first.found.member);
    rest.push(...words.slice(count));
  }
  return { found: [...found.values()], rest };
}

function usersCalled(
  session: Session,
  { users }: TypedQuery,
): { readonly found: UsersCalled | null; readonly rest: readonly string[] } | Speech {
  const said: string[] = [];
  const ids = new Set<UsersCalled['ids'][number]>();
  const rest: string[] = [];
  for (const { words } of users) {
    const found = findLineUsers(session.context, words);
    if (found === null) return nobodyCalled(session, 'user', words[0] ?? '');
    said.push(words.slice(0, found.count).join(' '));
    for (const id of found.ids) ids.add(id);
    rest.push(...words.slice(found.count));
  }
  return { found: users.length === 0 ? null : { said, ids: [...ids] }, rest };
}
