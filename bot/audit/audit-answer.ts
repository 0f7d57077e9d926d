import { formatInstant } from '../../src/domain/jst.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { excerpt } from '../../src/domain/text/excerpt.ts';
import { belowEntry, inOneLine, nameInEntry } from '../../src/domain/text/lines.ts';
import { clip } from '../../src/domain/text/text.ts';
import { quoted } from '../../src/domain/text/tokens.ts';
import { endInWords } from '../../src/services/audit/end-in-words.ts';
import type { AuditHit } from '../../src/services/audit/hit.ts';
import type { NameInLog } from '../../src/services/audit/names.ts';
import { recentLineUsers } from '../../src/services/line-users/find.ts';
import { countByStatus, listLinkMembers } from '../../src/store/people/link-members.ts';
import type { Words } from '../../src/words/words.ts';
import type { Session } from '../command.ts';
import { personName } from '../people/person-name.ts';
import { type AuditFault, MOST_PHRASES } from './audit-query.ts';
import { type AuditKey, valuesOf } from './audit-words.ts';

const TEXT_MAX = 120;
const SAID_MAX = 50;
const MOST_NAMES = 10;

/** One message of the log: when, who to whom, what became of it, and what was said, where it was found. */
export function describeHit(session: Session, hit: AuditHit, phrases: readonly string[]): string {
  const { auditSearch: say, admin } = session.words;
  const user = hit.lineUser === null ? admin.none : nameOf(session, hit.lineUser);
  const member = membersOf(session, hit.members);
  const parties = hit.direction === 'out' ? say.arrow(member, user) : say.arrow(user, member);
  // A message cannot pass for an entry of the list: each of its lines is marked.
  const erased = hit.isUnsent ? say.erased : session.words.keeping.erased;
  const text = hit.text === null ? erased : belowEntry(excerpt(hit.text, phrases, TEXT_MAX));
  return `${formatInstant(hit.at)} ${parties} [${endInWords(session.words, hit)}]
${text}`;
}

function nameOf({ words }: Session, { name, now }: NameInLog): string {
  const shown = nameInEntry(name ?? words.room.unnamed);
  return now === null ? shown : words.auditSearch.nameNow(shown, nameInEntry(now));
}

/** Whose it became, and whose it was before. */
function membersOf({ words }: Session, members: readonly string[]): string {
  const { auditSearch: say } = words;
  const names = members.map(nameInEntry);
  const last = names.at(-1);
  if (last === undefined) return words.admin.none;
  const before = names.slice(0, -1);
  return before.length === 0 ? last : say.handedOver(last, before.join(words.layout.between));
}

/** Why a search cannot be made, with what there is instead. */
export function explainFault(words: Words, fault: AuditFault): string {
  const { auditSearch: say, commands } = words;
  const { name } = commands['audit search'];
  const example = (query: string) => say.example(`${name} ${query}`);
  switch (fault.fault) {
    case 'key': {
      const keys = Object.values(say.filters).map((filter) => `${filter.split(':')[0]}:`);
      const literally = example(quoted(clip(inOneLine(fault.word), SAID_MAX)));
      return `${say.unknownKey(clip(fault.said, SAID_MAX), keys.join(words.layout.between))}\n${literally}`;
    }
    case 'kind':
    case 'direction':
    case 'outcome': {
      const listed = valuesOf(words, fault.fault).join(words.layout.between);
      const { unknown } = words.auditFilters;
      const saidHere = clip(fault.said, SAID_MAX);
      return fault.fault === 'kind'
        ? say.unknownKind(saidHere, listed)
        : unknown[fault.fault](saidHere, listed);
    }
    case 'room':
      return words.auditFilters.unknown.room(clip(fault.said, SAID_MAX));
    case 'date':
      return say.unknownDate(clip(fault.said, SAID_MAX), say.dates);
    case 'page':
      return `${say.unknownPage(clip(fault.said, SAID_MAX))}\n${example(say.filters.page)}`;
    case 'no-value':
      return `${say.noValue(fault.said)}\n${example(say.filters[fault.key])}`;
    case 'twice':
      return say.twice(fault.said);
    case 'backwards':
      return say.backwards;
    case 'too-many':
      return say.tooMany(MOST_PHRASES);
    case 'nothing':
      return `${commands['audit search'].ask}\n${example(say.filters.member)}`;
    default:
      return fault satisfies never;
  }
}

/** There is no person of that name; some that there are. */
export function nobodyCalled(
  session: Session,
  key: Extract<AuditKey, 'member' | 'user'>,
  said: string,
): Speech {
  const { context, words } = session;
  const { auditSearch: say } = words;
  const who = clip(said, SAID_MAX);
  const listed = (names: readonly string[]) => names.join(words.layout.between) || words.admin.none;
  if (key === 'user')
    return { text: say.noUser(who, listed(recentLineUsers(context, MOST_NAMES))) };
  const all = Object.values(countByStatus(context.db)).reduce((sum, each) => sum + each, 0);
  const some = listLinkMembers(context.db, { status: null, offset: 0, limit: MOST_NAMES });
  const names = some.map((member) => personName(words, member));
  return { text: say.nobody(who, listed(names), all - some.length) };
}
