import type { Handover } from '../../src/services/handover/hand-over.ts';
import { lineUserName } from '../../src/services/say/shown-name.ts';
import { readAbsence } from '../../src/store/people/absences.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Session } from '../command.ts';
import { personName } from './person-name.ts';

const MOST_NAMES = 10;

/** The new member would not answer for now. */
export function awayLine({ context, words }: Session, to: Member): string[] {
  const absence = readAbsence(context.db, to.memberId);
  if (absence === null) return [];
  return [words.handover.away(personName(words, to), words.admin.absenceKinds[absence.kind])];
}

/** The LINE users who stay, since another member must be found for them. */
export function blockedLine(
  { context, words }: Session,
  to: Member,
  { blocked }: Handover,
): string[] {
  if (blocked.length === 0) return [];
  const names = blocked.slice(0, MOST_NAMES).map((room) => lineUserName(context, room.lineUserId));
  const more = blocked.length > MOST_NAMES ? ['…'] : [];
  return [
    words.handover.blocked(personName(words, to), blocked.length, [...names, ...more].join(', ')),
  ];
}
