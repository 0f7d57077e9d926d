import { endInWords } from '../../../services/audit/end-in-words.ts';
import type { NameInLog } from '../../../services/audit/names.ts';
import type { AuditQuery, FoundEntry } from '../../../services/audit/search/query.ts';
import type { Words } from '../../../words/words.ts';
import { conversationPath } from '../addresses.ts';
import { type Html, h } from '../html.ts';
import { inTurns } from '../in-turns.ts';
import { timeOf } from '../time.ts';
import { marked } from './marked.ts';

type Hit = Extract<FoundEntry, { readonly is: 'message' }>;

/** The messages that were found, the newest first; each leads to the talk around it. */
export async function hitList(
  words: Words,
  hits: readonly Hit[],
  query: AuditQuery,
): Promise<Html> {
  const phrases = [...query.phrases, ...query.fileNames];
  const units = ({ text }: Hit) => text?.length ?? 0;
  const items = await inTurns(hits, units, (hit) => hitOf(words, hit, phrases));
  return h('ol', { class: 'hits' }, items);
}

function hitOf(words: Words, hit: Hit, phrases: readonly string[]): Html {
  const { auditForm: say, auditSearch, keeping, kinds } = words;
  const { direction, kind, outcome, text, roomId } = hit;
  const [from, to] =
    direction === 'out'
      ? [membersOf(words, hit), userOf(words, hit)]
      : [userOf(words, hit), membersOf(words, hit)];
  return h(
    'li',
    { class: `hit ${direction ?? ''}` },
    h(
      'p',
      { class: 'about' },
      timeOf(hit.at),
      ' ',
      h('span', { class: 'parties' }, h('bdi', null, from), ' → ', h('bdi', null, to)),
      ' ',
      kind === null ? null : h('span', { class: 'kind' }, kindName(kinds.names, kind)),
      ' ',
      h('span', { class: `outcome outcome-${outcome}` }, endInWords(words, hit)),
      roomId === null ? null : [' ', h('span', { class: 'room' }, say.roomNumber(roomId))],
    ),
    text === null
      ? h('p', { class: 'text erased' }, hit.isUnsent ? auditSearch.erased : keeping.erased)
      : h('p', { class: 'text', dir: 'auto' }, marked(text, phrases)),
    h(
      'p',
      { class: 'more' },
      h('a', { href: conversationPath(hit.id) }, say.around, hidden(say.entryNumber(hit.id))),
    ),
  );
}

/** For screen readers, to whom links of one wording are all alike. */
const hidden = (text: string) => h('span', { class: 'hidden' }, ` ${text}`);

const kindName = (names: Readonly<Record<string, string>>, kind: string) => names[kind] ?? kind;

function userOf(words: Words, { lineUser }: Hit): string {
  return lineUser === null ? words.admin.none : nameInWords(words, lineUser);
}

/** A LINE user under the name of that time, and today's where it has changed. */
export function nameInWords(words: Words, { name, now }: NameInLog): string {
  const shown = name ?? words.room.unnamed;
  return now === null ? shown : words.auditSearch.nameNow(shown, now);
}

/** Whose it became, and whose it was before. */
function membersOf(words: Words, { members }: Hit): string {
  const last = members.at(-1);
  if (last === undefined) return words.admin.none;
  const before = members.slice(0, -1);
  return before.length === 0
    ? last
    : words.auditSearch.handedOver(last, before.join(words.layout.between));
}
