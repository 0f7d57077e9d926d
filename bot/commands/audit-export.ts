import * as z from 'zod';
import { formatInstant } from '../../src/domain/jst.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { type Period, readPeriod } from '../../src/domain/period.ts';
import { clip, fold } from '../../src/domain/text/text.ts';
import { makeAuditLink } from '../../src/services/audit-access/make-link.ts';
import { EXPORT_FORMS, type ExportForm } from '../../src/services/audit-export/asked.ts';
import type { Words } from '../../src/words/words.ts';
import { readKey } from '../audit/audit-words.ts';
import { command } from '../command.ts';

const FORM_KEYS: ReadonlySet<string> = new Set(['format', 'form', '形式', 'フォーマット']);
const SAID_MAX = 50;

export const auditExport = command({
  name: 'audit export',
  group: 'audit',
  aliases: ['監査 出力', '監査ログ 出力', 'audit download'],
  roles: ['auditor'],
  args: z.array(z.string()),
  run: ({ context, memberId, words }, typed) => {
    const asked = readExport(typed, context.clock.now());
    if ('fault' in asked) return { text: explain(words, asked) };
    const { from, to } = asked;
    const form = asked.form ?? FORM_UNLESS_SAID;
    const query = new URLSearchParams({ go: '1', format: form });
    if (from !== null) query.set('from', dayOf(from.from));
    if (to !== null) query.set('to', dayOf(to.to - 1));
    const url = makeAuditLink(context, memberId, `/audit/export?${query}`);
    return answer(words, { from, to, form }, url);
  },
});

interface Asked {
  readonly from: Period | null;
  readonly to: Period | null;
  /** Null: not said. */
  readonly form: ExportForm | null;
}

type Fault =
  | {
      readonly fault: 'format' | 'date' | 'key' | 'no-value' | 'two-periods' | 'backwards';
      readonly said: string;
    }
  | { readonly fault: 'two-formats'; readonly forms: readonly [ExportForm, ExportForm] };

const FORM_UNLESS_SAID: ExportForm = 'csv';

const FILTER = /^(\p{L}[\p{L}\p{M}-]*)[:：](.*)$/su;

/** Reads `from:` `to:` `format:` in both languages; a period or a format alone counts as well. */
function readExport(typed: readonly string[], now: number): Asked | Fault {
  let asked: Asked = { from: null, to: null, form: null };
  for (const { key, value } of partsOf(typed)) {
    const next = take(asked, key, value, now);
    if ('fault' in next) return next;
    asked = next;
  }
  const { from, to } = asked;
  if (from !== null && to !== null && from.from >= to.to) return { fault: 'backwards', said: '' };
  return asked;
}

/** Keys with their values, which may stand behind a blank; a word without a key has none. */
function partsOf(typed: readonly string[]): { readonly key: string; readonly value: string }[] {
  const parts: { key: string; value: string }[] = [];
  for (const word of typed) {
    const last = parts.at(-1);
    const [, key = '', value = ''] = FILTER.exec(word) ?? [];
    if (last !== undefined && last.key !== '' && last.value === '' && key === '') last.value = word;
    else parts.push(key === '' ? { key, value: word } : { key, value });
  }
  return parts;
}

function take(asked: Asked, key: string, value: string, now: number): Asked | Fault {
  const form = formOf(value);
  const period = readPeriod(value, now);
  if (key === '') {
    if (form !== null) return withForm(asked, form);
    if (period === null) return { fault: 'key', said: value };
    return asked.from === null && asked.to === null
      ? { ...asked, from: period, to: period }
      : { fault: 'two-periods', said: value };
  }
  if (value === '') return { fault: 'no-value', said: `${key}:` };
  if (FORM_KEYS.has(fold(key))) {
    return form === null ? { fault: 'format', said: value } : withForm(asked, form);
  }
  const known = readKey(key);
  if (known !== 'from' && known !== 'to') return { fault: 'key', said: key };
  if (period === null) return { fault: 'date', said: value };
  return asked[known] === null
    ? { ...asked, [known]: period }
    : { fault: 'two-periods', said: value };
}

/** Two formats are not one export: neither is taken in silence. */
function withForm(asked: Asked, form: ExportForm): Asked | Fault {
  const before = asked.form ?? form;
  return before === form ? { ...asked, form } : { fault: 'two-formats', forms: [before, form] };
}

/** `json` is how many call JSON Lines. */
function formOf(said: string): ExportForm | null {
  const folded = fold(said);
  if (folded === 'json' || folded === 'json lines') return 'jsonl';
  return EXPORT_FORMS.find((form) => form === folded) ?? null;
}

function explain(words: Words, fault: Fault): string {
  const { auditSearch: say, auditExport, commands } = words;
  const example = say.example(commands['audit export'].example);
  if (fault.fault === 'two-formats') return `${auditExport.twoFormats(...fault.forms)}\n${example}`;
  const shown = clip(fault.said, SAID_MAX);
  switch (fault.fault) {
    case 'format':
      return `${auditExport.unknownFormat(shown, EXPORT_FORMS.join(words.layout.between))}\n${example}`;
    case 'date':
      return say.unknownDate(shown, say.dates);
    case 'key':
      return `${auditExport.unknownPart(shown)}\n${example}`;
    case 'no-value':
      return `${say.noValue(shown)}\n${example}`;
    case 'two-periods':
      return auditExport.twoPeriods(shown);
    case 'backwards':
      return say.backwards;
    default:
      return fault satisfies never;
  }
}

function answer(
  { auditExport: say }: Words,
  { from, to, form }: Asked & { readonly form: ExportForm },
  url: string,
): Speech {
  const period =
    from === null && to === null
      ? say.whole
      : say.period(from === null ? '' : dayOf(from.from), to === null ? '' : dayOf(to.to - 1));
  return { text: say.link(form.toUpperCase(), period, url), buttons: [{ label: say.open, url }] };
}

const dayOf = (at: number) => formatInstant(at).slice(0, 10);
