import type { SayButton } from '../../src/domain/messages/speech.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Words } from '../../src/words/words.ts';
import type { Session } from '../command.ts';
import { chooseButton } from './choose.ts';
import { personTitle } from './person-name.ts';

/** Buttons of a template; the rest is told as a number. */
export const MOST_CHOICES = 10;

/** The matches in words: every button's reading, complete. */
export function describeSeveral(
  { words }: Session,
  who: string,
  members: readonly Member[],
): string {
  const shown = members
    .slice(0, MOST_CHOICES)
    .map((member) => words.layout.item(describeBriefly(words, member)));
  const more = members.length - shown.length;
  return [
    words.admin.several(who),
    ...shown,
    ...(more > 0 ? [words.admin.moreMatches(more)] : []),
  ].join('\n');
}

const describeBriefly = (words: Words, member: Member) =>
  [personTitle(words, member), member.department, member.email].filter(Boolean).join(' / ');

/** One button per match, for where text stands beside them that a list would not show. */
export const chooseButtons = (
  session: Session,
  command: string,
  members: readonly Member[],
  rest = '',
): SayButton[] =>
  members
    .slice(0, MOST_CHOICES)
    .map((member) => chooseButton(session, { command, rest, who: '' }, member));
