import { z } from 'zod';
import { SEARCHED_MAX } from '../../src/domain/bigrams.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { formatInstant, nextDay, readDay } from '../../src/domain/jst.ts';
import { belowEntry } from '../../src/domain/lines.ts';
import { clip } from '../../src/domain/text.ts';
import { findMember } from '../../src/services/find-members.ts';
import { type AuditHit, searchAuditLog } from '../../src/services/search-audit-log.ts';
import { command, type Session } from '../command.ts';

const HITS = 5;
const TEXT_MAX = 120;
const FILTER = /^(from|to|member|user|kind):(.+)$/s;

interface Asked {
  readonly words: string;
  readonly filters: Readonly<Record<string, string>>;
}

const searchArgs = z.array(z.string()).transform((said, check): Asked => {
  const filters: Record<string, string> = {};
  const words: string[] = [];
  for (const word of said) {
    const [, name, value] = FILTER.exec(word) ?? [];
    if (name && value) filters[name.toLowerCase()] = value;
    else words.push(word);
  }
  if (said.length === 0) {
    check.addIssue({ code: 'custom', message: 'nothing to search for' });
    return z.NEVER;
  }
  return { words: words.join(' '), filters };
});

export const auditSearch = command({
  name: 'audit search',
  aliases: ['監査 検索', '監査ログ 検索'],
  roles: ['auditor'],
  args: searchArgs,
  run: (session, { words: needle, filters }) => {
    const { context, actor, words } = session;
    for (const day of [filters.from, filters.to]) {
      if (day !== undefined && readDay(day) === null) return { text: words.admin.badDate(day) };
    }
    const members = filters.member === undefined ? null : membersCalled(session, filters.member);
    if (members?.length === 0) return { text: words.admin.notFound(filters.member ?? '') };
    const to = filters.to === undefined ? null : readDay(filters.to);
    const { hits, more, cut } = searchAuditLog(context, actor, {
      words: needle || null,
      from: filters.from === undefined ? null : readDay(filters.from),
      to: to === null ? null : nextDay(to),
      members,
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

function membersCalled({ context }: Session, who: string): MemberId[] {
  const found = findMember(context, who);
  if (found.kind === 'one') return [found.member.memberId];
  return found.kind === 'several' ? found.members.map((member) => member.memberId) : [];
}

function describe({ words }: Session, hit: AuditHit): string {
  const { admin, room } = words;
  const user = hit.lineUserName ?? room.unnamed;
  const member = hit.memberName ?? admin.none;
  const parties =
    hit.direction === 'out' ? admin.auditArrow(member, user) : admin.auditArrow(user, member);
  const outcome = admin.outcomes[hit.outcome] ?? hit.outcome;
  // Nobody's words can pass for an entry of the list: each line of them is marked.
  const text = hit.text === null ? admin.auditErased : belowEntry(clip(hit.text, TEXT_MAX));
  return `${formatInstant(hit.at)} ${parties} [${outcome}]\n${text}`;
}
