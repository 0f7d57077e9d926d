import { encodePress } from '../../src/domain/messages/press.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { allLinkMembers } from '../../src/store/people/link-members.ts';
import { type Member, membersById } from '../../src/store/people/members.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../answers/list-page.ts';
import type { Session } from '../command.ts';
import { memberRow } from './member-row.ts';
import { personName } from './person-name.ts';

/** Asks to whom: available link members in order of reading, those of the same department first. */
export function askTaker(session: Session, from: Member, wantedPage: number): Speech {
  const { context, words } = session;
  const { handover, deeds } = words;
  const near = (member: Member) =>
    from.department !== null && member.department === from.department ? 0 : 1;
  const people = membersById(
    context.db,
    allLinkMembers(context.db)
      .filter((link) => link.status === 'available' && link.memberId !== from.memberId)
      .map((link) => link.memberId),
  ).sort((one, other) => near(one) - near(other));
  if (people.length === 0) return { text: handover.nobody };
  const page = pageWithin(wantedPage, people.length);
  const shown = people.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE);
  const again = `member handover "${from.memberId}"`;
  return listPage(session, {
    title: handover.toWhom(personName(words, from)),
    rows: shown.map((member) =>
      memberRow(session, member, {
        label: deeds.handOver,
        token: encodePress({ do: 'run', line: `${again} "${member.memberId}"` }),
        says: handover.says(personName(words, from), personName(words, member)),
      }),
    ),
    page,
    total: people.length,
    turn: (to) => encodePress({ do: 'run', line: `${again} page:${to}` }),
  });
}
