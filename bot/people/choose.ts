import { type CommandPress, encodePress } from '../../src/domain/messages/press.ts';
import {
  LABEL_MAX,
  type Row,
  type SayButton,
  type Speech,
} from '../../src/domain/messages/speech.ts';
import { clip } from '../../src/domain/text/text.ts';
import { findMember } from '../../src/services/members/find.ts';
import { readLinkMember } from '../../src/store/people/link-members.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Words } from '../../src/words/words.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../answers/list-page.ts';
import { type Command, isAllowed, type Session } from '../command.ts';
import { parseCommand } from '../reading/parse.ts';
import { memberRow } from './member-row.ts';
import { personTitle, shortName } from './person-name.ts';

/** A command that waits for one of several people to be meant. */
export interface PersonChoice {
  /** What stands before the person in the command. */
  readonly command: string;
  /** What stands behind. */
  readonly rest?: string;
  /** What was typed for the person. */
  readonly who: string;
  /** Only link members can be meant. */
  readonly linkedOnly?: boolean;
}

/** Everyone who may be meant, as a list; pressing a row says the command again with that userId. */
export function choose(
  session: Session,
  choice: PersonChoice,
  members: readonly Member[],
  wantedPage = 0,
): Speech {
  const { admin } = session.words;
  const total = members.length;
  const page = pageWithin(wantedPage, total);
  const shown = members.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE);
  const after = total - (page + 1) * ROWS_PER_PAGE;
  return listPage(session, {
    title: admin.several(choice.who),
    rows: shown.map((member) => rowOf(session, choice, member)),
    page,
    total,
    turn: (to) => turnButton(choice, to),
    hint: after > 0 ? admin.moreMatches(after) : null,
  });
}

function turnButton({ command, rest = '', who, linkedOnly = false }: PersonChoice, page: number) {
  return encodePress({ do: 'choose', page, command, rest, who, linkedOnly });
}

function rowOf(session: Session, choice: PersonChoice, member: Member): Row {
  return memberRow(session, member, chooseButton(session, choice, member));
}

/** Says the command again with a userId in place of the name; carries the person's name. */
export function chooseButton(
  { words }: Session,
  { command, rest = '' }: PersonChoice,
  member: Member,
): SayButton {
  const says = [personTitle(words, member), member.department, member.email]
    .filter(Boolean)
    .join(' / ');
  return {
    label: clip(labelOf(words, member), LABEL_MAX),
    token: encodePress({
      do: 'run',
      line: `${command} "${member.memberId}"${rest === '' ? '' : ` ${rest}`}`,
    }),
    says,
  };
}

/** Of namesakes the department tells more than another form of the name. */
const labelOf = (words: Words, member: Member) =>
  `${shortName(words, member)} ${member.department ?? ''}`.trim();

/** Another page of a choice. The role may have gone since the first. */
export function turnChoice(
  table: readonly Command[],
  session: Session,
  { page, command, rest, who, linkedOnly }: Extract<CommandPress, { readonly do: 'choose' }>,
): Speech {
  const { context, roles, words } = session;
  const choice: PersonChoice = { command, rest, who, linkedOnly };
  const parsed = parseCommand(table, choice.command);
  if (parsed.kind !== 'command' || !isAllowed(parsed.command, roles)) {
    return { text: words.admin.denied };
  }
  // The log is about those who have left as well.
  const alsoDeleted = parsed.command.name === 'audit search';
  const members = candidates(session, choice.who, alsoDeleted).filter(
    ({ memberId }) => !choice.linkedOnly || readLinkMember(context.db, memberId) !== null,
  );
  if (members.length === 0) return { text: words.admin.notFound(choice.who) };
  return choose(session, choice, members, page);
}

function candidates({ context }: Session, who: string, alsoDeleted: boolean): readonly Member[] {
  const found = findMember(context, who, { alsoDeleted });
  if (found.kind === 'several') return found.members;
  return found.kind === 'one' ? [found.member] : [];
}
