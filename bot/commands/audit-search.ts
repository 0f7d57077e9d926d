import { z } from 'zod';
import { SEARCHED_MAX } from '../../src/domain/bigrams.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { formatInstant, nextDay, readDay } from '../../src/domain/jst.ts';
import { belowEntry, nameInEntry } from '../../src/domain/lines.ts';
import { clip } from '../../src/domain/text.ts';
import { findFirst } from '../../src/services/find-members.ts';
import { type AuditHit, searchAuditLog } from '../../src/services/search-audit-log.ts';
import { command, type Session } from '../command.ts';
import { partNames } from '../words-of.ts';

const HITS = 5;
const TEXT_MAX = 120;
const FILTER = /^(from|to|member|user|kind):(.+)$/s;

interface Asked {
  readonly words: readonly string[];
  readonly filters: Readonly<Record<string, string>>;
  /** What stands behind each `member:`, and the words after it: a name may have a space in it. */
  readonly people: readonly (readonly string[])[];
}

const searchArgs = z.array(z.string()).transform((said, check): Asked => {
  const filters: Record<string, string> = {};
  const words: string[] = [];
  const people: string[][] = [];
  let after = words;
  for (const word of said) {
    const [, name, value] = FILTER.exec(word) ?? [];
    if (name === undefined || value === undefined) {
      after.push(word);
    } else if (name === 'member') {
      const named = partNames(value).map((each) => [each]);
      people.push(...named);
      after = named.at(-1) ?? words;
    } else {
      filters[name] = value;
      after = words;
    }
  }
  if (said.length === 0) {
    check.addIssue({ code: 'custom', message: 'nothing to search for' });
    return z.NEVER;
  }
  return { words, filters, people };
});

export const auditSearch = command({
  name: 'audit search',
  group: 'audit',
  aliases: ['監査 検索', '監査ログ 検索'],
  roles: ['auditor'],
  args: searchArgs,
  run: (session, { words: plain, filters, people }) => {
    const { context, actor, words } = session;
    for (const day of [filters.from, filters.to]) {
      if (day !== undefined && readDay(day) === null) return { text: words.admin.badDate(day) };
    }
    const called = membersCalled(session, people);
    if (called.unknown !== null) return { text: words.admin.notFound(called.unknown) };
    const needle = [...plain, ...called.rest].join(' ');
    const to = filters.to === undefined ? null : readDay(filters.to);
    const { hits, more, cut } = searchAuditLog(context, actor, {
      words: needle || null,
      from: filters.from === undefined ? null : readDay(filters.from),
      to: to === null ? null : nextDay(to),
      members: people.length === 0 ? null : called.members,
      userName: filters.user ?? null,
      kind: filters.kind?.toLowerCase() ?? null,
      limit: HITS,
    });
    const inPart = cut ? [words.admin.auditInPart(SEARCHED_MAX)] : [];
    if (hits.length === 0) return { text: [words.admin.auditEmpty, ...inPart].join('\n\n') };
    const lines = hits.map((hit) => describe(session, hit));
    const tail = [...(more ? [words.admin.auditMore] : []), ...inPart];
    return { text: [words.admin.auditTitle(hits.length), ...lines, ...tail].join('\n\n') };
  },
});

/** Whom the filters mean, all of them together; what follows a name is searched for. */
function membersCalled({ context }: Session, people: readonly (readonly string[])[]) {
  const members = new Set<MemberId>();
  const rest: string[] = [];
  let unknown: string | null = null;
  for (const words of people) {
    const { found, count } = findFirst(context, words);
    rest.push(...words.slice(count));
    if (found.kind === 'none') unknown ??= words[0] ?? '';
    const some = found.kind === 'several' ? found.members : [];
    for (const member of found.kind === 'one' ? [found.member] : some) members.add(member.memberId);
  }
  return { members: [...members], rest, unknown };
}

function describe({ words }: Session, hit: AuditHit): string {
  const { admin, room } = words;
  const user = nameInEntry(hit.lineUserName ?? room.unnamed);
  const member = nameInEntry(hit.memberName ?? admin.none);
  const parties =
    hit.direction === 'out' ? admin.auditArrow(member, user) : admin.auditArrow(user, member);
  const outcome = admin.outcomes[hit.outcome] ?? hit.outcome;
  // Nobody's words can pass for an entry of the list: each line of them is marked.
  const text = hit.text === null ? admin.auditErased : belowEntry(clip(hit.text, TEXT_MAX));
  return `${formatInstant(hit.at)} ${parties} [${outcome}]\n${text}`;
}
