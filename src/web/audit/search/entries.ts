import type { Context } from '../../../context.ts';
import { SYSTEM } from '../../../domain/audit.ts';
import { endInWords } from '../../../services/audit/end-in-words.ts';
import type { AuditQuery, FoundEntry } from '../../../services/audit/search/query.ts';
import type { Words } from '../../../words/words.ts';
import { entryAnchor, entryPath } from '../addresses.ts';
import { type Html, h, type Inner } from '../html.ts';
import { inTurns } from '../in-turns.ts';
import { timeOf } from '../time.ts';
import { changeInWords } from './change.ts';
import { nameInWords } from './hits.ts';
import { marked } from './marked.ts';
import { soughtInWords } from './sought.ts';

type Entry = Extract<FoundEntry, { readonly is: 'entry' }>;

/** Entries that tell what was done, as a table: when, who, what, about whom, what changed, how it ended. */
export async function entryTable(
  context: Context,
  words: Words,
  caption: string,
  entries: readonly Entry[],
  query: AuditQuery,
): Promise<Html> {
  const { columns } = words.auditForm;
  const units = ({ text, facts }: Entry) => 100 + (text?.length ?? 0) + facts.length;
  const rows = await inTurns(entries, units, (entry) =>
    rowOf(context, words, entry, query.phrases),
  );
  const heads = [
    ...[columns.at, columns.actor, columns.action, columns.about],
    ...[columns.change, columns.end],
  ];
  return h(
    'div',
    { class: 'wide', role: 'region', tabindex: 0, 'aria-label': caption },
    h(
      'table',
      { class: 'entries' },
      h('caption', null, caption),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ),
      h('tbody', null, rows),
    ),
  );
}

function rowOf(context: Context, words: Words, entry: Entry, phrases: readonly string[]): Html {
  const { auditLog, auditForm: say } = words;
  const { id, action, outcome, text } = entry;
  const change = changeInWords(words, entry) ?? soughtInWords(context, words, entry);
  const cell = (label: string, ...inner: readonly Inner[]) =>
    h('td', { 'data-label': label }, inner);
  const { columns } = say;
  return h(
    'tr',
    { id: entryAnchor(id) },
    cell(columns.at, timeOf(entry.at)),
    cell(columns.actor, h('bdi', null, actorOf(words, entry))),
    cell(columns.action, h('a', { href: entryPath(id) }, auditLog.actions[action] ?? action)),
    cell(columns.about, h('bdi', null, aboutOf(words, entry))),
    cell(
      columns.change,
      change,
      text === null || text === ''
        ? null
        : h('p', { class: 'text', dir: 'auto' }, marked(text, phrases)),
    ),
    cell(columns.end, h('span', { class: `outcome outcome-${outcome}` }, endInWords(words, entry))),
  );
}

function actorOf(words: Words, { actor, lineUser }: Entry): string {
  if (actor.id === SYSTEM.id) return words.auditForm.system;
  if (actor.kind !== 'line-user') return actor.name ?? actor.id;
  return lineUser === null ? words.room.unnamed : nameInWords(words, lineUser);
}

/** The people and the room that an entry is about, besides who did it. */
function aboutOf(words: Words, entry: Entry): string {
  const { lineUser, memberId, memberName, roomId, actor } = entry;
  const isOther = memberId !== null && memberId !== actor.id;
  return [
    ...(lineUser === null || actor.kind === 'line-user' ? [] : [nameInWords(words, lineUser)]),
    ...(isOther ? [memberName ?? memberId] : []),
    ...(roomId === null ? [] : [words.auditForm.roomNumber(roomId)]),
  ].join(words.layout.between);
}
