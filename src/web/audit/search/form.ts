import type { AuditArea } from '../../../domain/audit-areas.ts';
import { formatInstant } from '../../../domain/jst.ts';
import type { Words } from '../../../words/words.ts';
import { tabPath } from '../addresses.ts';
import { type Attributes, type Html, h, type Inner } from '../html.ts';
import type { Asked, Field } from './asked.ts';
import { type FieldFault, KINDS, MOST_TYPED, OUTCOMES } from './to-query.ts';

/** What each tab can be searched by. */
export const FIELDS_OF: Readonly<Record<AuditArea, readonly Field[]>> = {
  messages: [
    ...(['q', 'from', 'to', 'member', 'user'] as const),
    ...(['room', 'direction', 'kind', 'outcome', 'file'] as const),
  ],
  administration: ['q', 'from', 'to', 'member'],
  people: ['q', 'from', 'to', 'member', 'user'],
  rooms: ['q', 'from', 'to', 'member', 'user', 'room'],
  system: ['from', 'to', 'member', 'user', 'outcome'],
};

export interface FormParts {
  readonly words: Words;
  readonly area: AuditArea;
  readonly typed: Asked['typed'];
  readonly faults: readonly FieldFault[];
  /** Epoch ms. */
  readonly now: number;
}

/** The form of a tab: sent by GET, so that a search is an address. */
export function searchForm(parts: FormParts): Html {
  const { words, area } = parts;
  const { auditForm: say } = words;
  return h(
    'form',
    { method: 'get', action: tabPath(area), role: 'search', class: 'search' },
    conditionFields(parts),
    h(
      'p',
      { class: 'actions' },
      h('button', { type: 'submit' }, say.search),
      h('a', { href: tabPath(area) }, say.clear),
    ),
  );
}

/** The fields of a tab's conditions. */
export const conditionFields = (parts: FormParts): readonly Html[] =>
  FIELDS_OF[parts.area].map((field) => fieldOf(parts, field));

function fieldOf(parts: FormParts, field: Field): Html {
  const { auditForm: say } = parts.words;
  const { faults, area } = parts;
  const hint = say.hints[field];
  const isFaulty = faults.some((fault) => fault.field === field);
  const described = [
    ...(hint === undefined ? [] : [`hint-${field}`]),
    ...(isFaulty ? [faultId(field)] : []),
  ];
  const label = area === 'administration' && field === 'member' ? say.actor : say.fields[field];
  return h(
    'div',
    { class: `field field-${field}` },
    h('label', { for: `field-${field}` }, label),
    inputOf(parts, field, {
      id: `field-${field}`,
      name: field,
      'aria-invalid': isFaulty ? 'true' : null,
      'aria-describedby': described.length === 0 ? null : described.join(' '),
    }),
    hint === undefined ? null : h('p', { id: `hint-${field}`, class: 'hint' }, hint),
  );
}

/** The id of the words about a field's fault. */
export const faultId = (field: Field): string => `fault-${field}`;

function inputOf({ words, typed, now }: FormParts, field: Field, attributes: Attributes): Html {
  const { auditForm: say, kinds, auditLog, auditSearch } = words;
  const value = typed[field];
  switch (field) {
    case 'from':
    case 'to':
      return h('input', {
        ...attributes,
        type: 'date',
        value,
        max: formatInstant(now).slice(0, 10),
      });
    case 'direction':
      return select(attributes, value, say.any, [
        ['in', say.directions.in],
        ['out', say.directions.out],
      ]);
    case 'kind':
      return select(
        attributes,
        value,
        say.any,
        KINDS.map((kind) => [kind, kind === 'unknown' ? say.unknownKind : kinds.names[kind]]),
      );
    case 'outcome':
      return select(
        attributes,
        value,
        say.any,
        OUTCOMES.map((outcome) => [
          outcome,
          outcome === 'relayed' ? auditSearch.waiting : (auditLog.outcomes[outcome] ?? outcome),
        ]),
      );
    case 'room':
      return h('input', { ...attributes, type: 'text', inputmode: 'numeric', value, maxlength: 9 });
    default:
      return h('input', {
        ...attributes,
        type: field === 'q' ? 'search' : 'text',
        value,
        maxlength: MOST_TYPED,
        autocomplete: 'off',
        spellcheck: 'false',
      });
  }
}

function select(
  attributes: Attributes,
  value: string,
  any: string,
  options: readonly (readonly [code: string, label: string])[],
): Html {
  const option = ([code, label]: readonly [string, string]): Inner =>
    h('option', { value: code, selected: code === value }, label);
  return h('select', attributes, h('option', { value: '' }, any), options.map(option));
}
