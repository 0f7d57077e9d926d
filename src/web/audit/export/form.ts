import { EXPORT_FORMS, EXPORT_ROWS } from '../../../services/audit-export/asked.ts';
import type { Words } from '../../../words/words.ts';
import { EXPORT_PATH } from '../addresses.ts';
import { type Html, h } from '../html.ts';
import type { Asked } from '../search/asked.ts';
import { conditionFields } from '../search/form.ts';
import type { FieldFault } from '../search/to-query.ts';

export interface ExportFormParts {
  readonly words: Words;
  readonly typed: Asked['typed'];
  readonly faults: readonly FieldFault[];
  /** Epoch ms. */
  readonly now: number;
  readonly choice: { readonly format: string; readonly rows: string; readonly media: string };
  /** Whether the log has a key, without which there is no proof. */
  readonly canSign: boolean;
  /** Where the download is; null: the form was not sent yet. */
  readonly action: string | null;
}

/** What to export, and the button that does it once that is said. */
export function exportForm(parts: ExportFormParts): readonly (Html | null)[] {
  const { words, choice, canSign, action } = parts;
  const { auditExport: say } = words;
  return [
    h('p', null, say.means),
    canSign ? null : h('p', { class: 'hint' }, say.refusals['no-key']),
    action === null
      ? null
      : h(
          'form',
          { method: 'post', action, class: 'download' },
          h('p', null, say.ready(say.formats[formatOf(choice.format)])),
          h('p', { class: 'actions' }, h('button', { type: 'submit' }, say.download)),
        ),
    h(
      'form',
      { method: 'get', action: EXPORT_PATH, class: 'search' },
      h('input', { type: 'hidden', name: 'go', value: '1' }),
      choices('format', say.format, formatOf(choice.format), EXPORT_FORMS, say.formats),
      choices('rows', say.rows, rowsOf(choice.rows), EXPORT_ROWS, say.rowsNames),
      choices('media', say.media, choice.media === '1' ? '1' : '0', ['0', '1'], say.mediaNames),
      conditionFields({ ...parts, area: 'messages' }),
      h('p', { class: 'actions' }, h('button', { type: 'submit' }, say.next)),
    ),
  ];
}

const formatOf = (said: string) => EXPORT_FORMS.find((form) => form === said) ?? 'csv';
const rowsOf = (said: string) => EXPORT_ROWS.find((rows) => rows === said) ?? 'messages';

function choices<Code extends string>(
  name: string,
  label: string,
  chosen: Code,
  codes: readonly Code[],
  names: Readonly<Record<Code, string>>,
): Html {
  const option = (code: Code) =>
    h('option', { value: code, selected: code === chosen }, names[code]);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: `field-${name}` }, label),
    h('select', { id: `field-${name}`, name }, codes.map(option)),
  );
}
