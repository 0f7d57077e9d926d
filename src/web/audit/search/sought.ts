import type { Context } from '../../../context.ts';
import { AUDIT_AREAS } from '../../../domain/audit-areas.ts';
import { entryId, memberId } from '../../../domain/ids.ts';
import { formatInstant } from '../../../domain/jst.ts';
import { memberName } from '../../../services/say/shown-name.ts';
import type { Words } from '../../../words/words.ts';

/**
 * What an auditor looked at, besides the words they typed: those stand in the erasable part of the
 * entry. Null: the facts are of another kind of entry.
 */
export function soughtInWords(
  context: Context,
  words: Words,
  { action, facts }: { readonly action: string; readonly facts: string },
): string | null {
  const { auditForm: say, auditPage, auditLog, auditTalk, kinds, layout } = words;
  const read = factsIn(facts);
  if (action === 'audit.read') {
    return typeof read.entry === 'number' ? auditTalk.entry(entryId(read.entry)) : null;
  }
  if (action !== 'audit.search') return null;
  const area = AUDIT_AREAS.find((each) => each === read.area);
  const days = [read.from, read.to].map((at, index) =>
    // The end is the first moment of the day after.
    typeof at === 'number' ? formatInstant(at - index).slice(0, 10) : '',
  );
  const part = (name: string, value: unknown, shown: (code: string) => string) =>
    listOf(value).length === 0
      ? []
      : [say.part(name, listOf(value).map(shown).join(layout.between))];
  const named = (table: Readonly<Record<string, string>>) => (code: string) =>
    (Object.hasOwn(table, code) ? table[code] : undefined) ?? code;
  return [
    ...(area === undefined ? [] : [auditPage.tabs[area]]),
    ...(days.join('') === '' ? [] : [words.auditSearch.period(days[0] ?? '', days[1] ?? '')]),
    ...part(say.fields.member, read.members, (id) => memberName(context, memberId(id))),
    ...part(say.fields.user, read.users, (id) => id),
    ...part(say.fields.room, read.rooms, (id) => id),
    ...part(say.fields.direction, read.directions, named(say.directions)),
    ...part(say.fields.kind, read.kinds, named(kinds.names)),
    ...part(say.fields.outcome, read.outcomes, named(auditLog.outcomes)),
  ].join(' / ');
}

function factsIn(facts: string): Readonly<Record<string, unknown>> {
  const read: unknown = JSON.parse(facts);
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((each) => String(each)) : [];
