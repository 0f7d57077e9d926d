import { z } from 'zod';
import type { MemberId } from '../../src/domain/ids.ts';
import { formatInstant } from '../../src/domain/jst.ts';
import { encodePress, LONGEST_PRESS } from '../../src/domain/messages/press.ts';
import type { SayButton, Speech } from '../../src/domain/messages/speech.ts';
import { SEARCHED_MAX } from '../../src/domain/text/bigrams.ts';
import { inOneLine } from '../../src/domain/text/lines.ts';
import { clip } from '../../src/domain/text/text.ts';
import { everything, type UsersCalled } from '../../src/services/audit/search/query.ts';
import { recordSearch } from '../../src/services/audit/search/record-search.ts';
import { beginSearch } from '../../src/services/audit/search/run.ts';
import { findLineUsers } from '../../src/services/line-users/find.ts';
import { findFirst } from '../../src/services/members/find.ts';
import type { Member } from '../../src/store/people/members.ts';
import { describeHit, explainFault, nobodyCalled } from '../audit/audit-answer.ts';
import { MOST_PHRASES, readAuditQuery, type TypedQuery } from '../audit/audit-query.ts';
import { kindNames } from '../audit/audit-words.ts';
import { command, type Session } from '../command.ts';
import { choose } from '../people/choose.ts';
import { personName } from '../people/person-name.ts';

const HITS = 5;
const SAID_MAX = 50;

const searchArgs = z
  .array(z.string())
  .transform((words) => words.join(' ').trim())
  .pipe(z.string().min(1));

export const auditSearch = command({
  name: 'audit search',
  group: 'audit',
  aliases: ['監査 検索', '監査ログ 検索'],
  roles: ['auditor'],
  args: searchArgs,
  takesLine: true,
  run: (session, line) => {
    const query = readAuditQuery(line, session.context.clock.now());
    if ('fault' in query) return { text: explainFault(session.words, query) };
    const members = membersCalled(session, query);
    if ('text' in members) return members;
    const users = usersCalled(session, query);
    if ('text' in users) return users;
    const phrases = [...query.phrases, ...members.rest, ...users.rest];
    if (phrases.length > MOST_PHRASES) {
      return { text: explainFault(session.words, { fault: 'too-many' }) };
    }
    return resultsOf(session, query, { phrases, members: members.found, users: users.found });
  },
});

/** Whom a query is about, and what it looks for besides. */
interface Resolved {
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

function resultsOf(session: Session, query: TypedQuery, resolved: Resolved): Speech {
  const { context, actor, words } = session;
  const { phrases, members, users } = resolved;
  const { kinds, page } = query;
  const wanted = {
    ...everything('messages', HITS),
    phrases,
    from: query.from?.from ?? null,
    to: query.to?.to ?? null,
    members: members.length === 0 ? null : members.map(({ memberId }) => memberId),
    users,
    kinds: kinds.length === 0 ? null : kinds,
    skip: page * HITS,
  };
  const result = beginSearch(context, wanted).step(Number.POSITIVE_INFINITY);
  if (result === null) throw new Error('A search without a limit of time ends in one step.');
  recordSearch(context, actor, wanted, result);
  const hits = result.found.filter((found) => found.is === 'message');
  const { cut } = result;
  const more = result.next !== null;
  const { auditSearch: say, admin } = words;
  const title = titleOf(session, page, hits.length, more);
  const buttons = pageButtons(session, query, more);
  const next = `${words.commands['audit search'].name} ${turned(session, query, page + 1)}`;
  const onwards = inOneLine(buttons.length > 0 ? admin.nextByWords(next) : say.narrower);
  return {
    text: [
      `${title}\n${say.sought(conditions(session, query, resolved))}`,
      ...hits.map((hit) => describeHit(session, hit, phrases)),
      ...(more ? [onwards] : []),
      ...(cut ? [say.inPart(SEARCHED_MAX)] : []),
    ].join('\n\n'),
    ...(buttons.length > 0 ? { buttons } : {}),
  };
}

function titleOf({ words }: Session, page: number, count: number, more: boolean): string {
  const { auditSearch: say } = words;
  if (count === 0) return page === 0 ? say.empty : say.noMore;
  if (page === 0 && !more) return say.title(count);
  const before = page * HITS;
  return say.titleOfPage(before + 1, before + count);
}

/** The query with another page; `page` from 0. */
function turned({ words }: Session, { pieces }: TypedQuery, page: number): string {
  const key = words.auditSearch.filters.page.split(':')[0] ?? '';
  return [...pieces, `${key}:${page + 1}`].join(' ');
}

function pageButtons(session: Session, query: TypedQuery, more: boolean): SayButton[] {
  const { next, previous } = session.words.admin;
  const turn = (label: string, page: number) => {
    const line = `audit search ${turned(session, query, page)}`;
    return { label, token: encodePress({ do: 'run', line }), says: label };
  };
  const buttons = [
    ...(query.page > 0 ? [turn(previous, query.page - 1)] : []),
    ...(more ? [turn(next, query.page + 1)] : []),
  ];
  return buttons.every(({ token }) => token.length <= LONGEST_PRESS) ? buttons : [];
}

/** How the query was understood, in one line. */
function conditions(session: Session, query: TypedQuery, resolved: Resolved): string {
  const { words } = session;
  const { auditSearch: say } = words;
  const { phrases, members, users } = resolved;
  const list = (some: readonly string[]) =>
    some.map((each) => clip(each, SAID_MAX)).join(words.layout.between);
  const parts = [
    phrases.map((phrase) => words.layout.quoted(clip(phrase, SAID_MAX))).join(' '),
    members.length > 0 ? say.member(list(members.map((member) => personName(words, member)))) : '',
    users === null ? '' : say.user(list(users.said)),
    query.kinds.length > 0 ? say.kind(list(kindNames(words, query.kinds))) : '',
    query.from === null && query.to === null
      ? ''
      : say.period(dayOf(query.from?.from), dayOf(lastOf(query))),
  ];
  return inOneLine(parts.filter((part) => part !== '').join(' / '));
}

const lastOf = ({ to }: TypedQuery) => (to === null ? undefined : to.to - 1);
const dayOf = (at: number | undefined) => (at === undefined ? '' : formatInstant(at).slice(0, 10));
