import { formatInstant } from '../../src/domain/jst.ts';
import { encodePress, LONGEST_PRESS } from '../../src/domain/messages/press.ts';
import type { SayButton, Speech } from '../../src/domain/messages/speech.ts';
import { inOneLine } from '../../src/domain/text/lines.ts';
import { SEARCHED_MAX } from '../../src/domain/text/searched-text.ts';
import { clip } from '../../src/domain/text/text.ts';
import type { SearchResult } from '../../src/services/audit/search/query.ts';
import type { Session } from '../command.ts';
import { personName } from '../people/person-name.ts';
import { type AskedSearch, HITS, type Resolved } from './asked-search.ts';
import { describeHit } from './audit-answer.ts';
import type { TypedQuery } from './audit-query.ts';
import { kindNames, outcomeName } from './audit-words.ts';

const SAID_MAX = 50;

/** The page that a search found, with how it was understood and the way to the others. */
export function describeResult(
  session: Session,
  { typed: query, resolved }: AskedSearch,
  result: SearchResult,
): Speech {
  const { words } = session;
  const { phrases } = resolved;
  const { page } = query;
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
      ...hits.map((hit) => describeHit(session, hit, [...phrases, ...query.fileNames])),
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
  const { auditSearch: say, auditFilters: filters } = words;
  const { phrases, members, users } = resolved;
  const { fileNames, directions, outcomes, rooms } = query;
  const list = (some: readonly string[]) =>
    some.map((each) => clip(each, SAID_MAX)).join(words.layout.between);
  const parts = [
    phrases.map((phrase) => words.layout.quoted(clip(phrase, SAID_MAX))).join(' '),
    members.length > 0 ? say.member(list(members.map((member) => personName(words, member)))) : '',
    users === null ? '' : say.user(list(users.said)),
    query.kinds.length > 0 ? say.kind(list(kindNames(words, query.kinds))) : '',
    fileNames.length > 0 ? filters.fileName(list(fileNames)) : '',
    directions.length > 0
      ? filters.direction(list(directions.map((each) => filters.directions[each])))
      : '',
    outcomes.length > 0
      ? filters.outcome(list(outcomes.map((each) => outcomeName(words, each))))
      : '',
    rooms.length > 0 ? filters.room(list(rooms.map((each) => `#${each}`))) : '',
    query.from === null && query.to === null
      ? ''
      : say.period(dayOf(query.from?.from), dayOf(lastOf(query))),
  ];
  return inOneLine(parts.filter((part) => part !== '').join(' / '));
}

const lastOf = ({ to }: TypedQuery) => (to === null ? undefined : to.to - 1);
const dayOf = (at: number | undefined) => (at === undefined ? '' : formatInstant(at).slice(0, 10));
