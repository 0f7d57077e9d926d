import type { AuditArea } from '../../../domain/audit-areas.ts';
import type { Words } from '../../../words/words.ts';
import { tabPath, withQuery } from '../addresses.ts';
import { type Html, h } from '../html.ts';
import { type Asked, askedQuery } from './asked.ts';
import { faultId } from './form.ts';
import { type FieldFault, MOST_PHRASES, MOST_TYPED } from './to-query.ts';

/** Why nothing was searched: for each field what is wrong, and what to do. */
export function faultList(
  words: Words,
  area: AuditArea,
  typed: Asked['typed'],
  faults: readonly FieldFault[],
): Html {
  const { auditForm: say } = words;
  return h(
    'div',
    { class: 'faults', role: 'alert' },
    h('h2', null, say.notSearched),
    h(
      'ul',
      null,
      faults.map((fault) =>
        h(
          'li',
          { id: faultId(fault.field) },
          h('a', { href: `#field-${fault.field}` }, say.fields[fault.field]),
          ' ',
          faultInWords(words, fault),
          fault.fault === 'several' ? choices(area, typed, fault) : null,
        ),
      ),
    ),
  );
}

const SHOWN = 60;
const shortened = (said: string) => (said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said);

function faultInWords({ auditForm: { faults: say } }: Words, fault: FieldFault): string {
  const said = shortened(fault.said);
  switch (fault.fault) {
    case 'too-long':
      return say.tooLong(MOST_TYPED);
    case 'too-many':
      return say.tooMany(MOST_PHRASES);
    case 'open-quote':
      return say.openQuote(said);
    case 'no-day':
      return say.noDay(said);
    case 'backwards':
      return say.backwards;
    case 'nobody':
      return say.nobody(said);
    case 'no-user':
      return say.noUser(said);
    case 'no-room':
      return say.noRoom(said);
    case 'no-choice':
      return say.noChoice(said);
    case 'several':
      return say.several(said);
    default:
      return fault satisfies never;
  }
}

/** The same search for each of them. */
function choices(
  area: AuditArea,
  typed: Asked['typed'],
  { members }: Extract<FieldFault, { readonly fault: 'several' }>,
): Html {
  const item = (member: (typeof members)[number]) => {
    const asked = askedQuery({ ...typed, member: member.memberId }, []);
    const account = member.email ?? member.memberId;
    return h(
      'li',
      null,
      h('a', { href: withQuery(tabPath(area), asked) }, member.fullName),
      ` ${account}`,
    );
  };
  return h('ul', { class: 'choices' }, members.map(item));
}
