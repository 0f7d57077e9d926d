import type { AuditAction } from '../../../domain/audit.ts';
import { fieldOf } from '../../../proof/lenient-json.ts';
import type { Words } from '../../../words/words.ts';

/** What an entry changed, in words: before → after; null: it names no change. */
export function changeInWords(
  words: Words,
  { action, facts }: { readonly action: AuditAction; readonly facts: string },
): string | null {
  const read: unknown = JSON.parse(facts);
  const [before, after] = [fieldOf(read, 'before'), fieldOf(read, 'after')];
  // A look into the log changes nothing: its `before` is a place in the log.
  if (LOOKS.test(action) || (before === undefined && after === undefined)) return null;
  const { auditSearch: say, layout } = words;
  const shown = (value: unknown) =>
    (TELL_IDS.has(action) && typeof value === 'string' ? value : valueInWords(words, value)) ||
    layout.nothing;
  return before === undefined ? shown(after) : say.arrow(shown(before), shown(after));
}

const LOOKS = /^audit\./;
/** Their values are ids, of which one may look like a code. */
const TELL_IDS: ReadonlySet<AuditAction> = new Set([
  ...(['link-member.rename', 'account.assign', 'account.release'] as const),
]);

/** Codes have words; of a setting with several parts each is named. */
function valueInWords(words: Words, value: unknown): string {
  const { auditForm: say, layout } = words;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? say.codes.on : say.codes.off;
  if (typeof value === 'string') return codeInWords(words, value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    return value.map((each) => valueInWords(words, each)).join(layout.between);
  }
  if (typeof value !== 'object') return '';
  return Object.entries(value)
    .map(([name, part]) => {
      const shown = valueInWords(words, part) || layout.nothing;
      return say.part(codeInWords(words, name), shown);
    })
    .join(layout.between);
}

function codeInWords({ auditForm: say, admin, languages, status }: Words, code: string): string {
  const known: Readonly<Record<string, string>> = {
    ...say.codes,
    ...admin.roleNames,
    ...languages.names,
    ...status,
  };
  return (Object.hasOwn(known, code) ? known[code] : undefined) ?? code;
}
