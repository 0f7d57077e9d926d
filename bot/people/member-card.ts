import { encodePress } from '../../src/domain/messages/press.ts';
import type { Row, SayButton, Speech } from '../../src/domain/messages/speech.ts';
import { nameInEntry } from '../../src/domain/text/lines.ts';
import { handoverOf } from '../../src/services/handover/hand-over.ts';
import { lineUserName } from '../../src/services/say/shown-name.ts';
import { readLink } from '../../src/store/link.ts';
import { readAbsence } from '../../src/store/people/absences.ts';
import { type LinkMember, readLinkMember, statusOf } from '../../src/store/people/link-members.ts';
import type { Member } from '../../src/store/people/members.ts';
import { openRoomsOfMember } from '../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../src/words/words.ts';
import type { CommandName, Session } from '../command.ts';
import { whyNotOneByOne } from '../commands/members/member-add.ts';
import { memberPicture } from './member-row.ts';
import { personName, personTitle } from './person-name.ts';

/** LINE users who are named; of more it says how many. */
const MOST_NAMES = 5;

/**
 * One member as a card: a list of LINE WORKS shows a photo beside a row and has four buttons side by side
 * (line-works.md §3.2), where a carousel has sixty characters and a button template no photo. Status first;
 * then what helps, where it failed.
 */
export function memberCard(session: Session, member: Member): Speech {
  const { context, words } = session;
  const link = readLinkMember(context.db, member.memberId);
  const name = personTitle(words, member);
  const rows = [
    ...statusRows(session, member, link),
    accountRow(words, member, link),
    roomsRow(session, member),
  ];
  const uses = usesOf(session, member, link);
  const commands = uses.map(({ name }) =>
    words.layout.item(`${words.commands[name].name} ${accountOf(member)}`),
  );
  const text = [
    name,
    ...rows.flatMap(({ title, subtitle }) => [title, ...(subtitle === '' ? [] : [subtitle])]),
    ...(commands.length > 0 ? [words.memberCard.byWords(commands.join('\n'))] : []),
  ].join('\n');
  const buttons = uses.map((use) => useButton(words, use, member));
  return { text, rows, ...(buttons.length > 0 ? { buttons } : {}) };
}

function statusRows({ context, words }: Session, member: Member, link: LinkMember | null): Row[] {
  const { admin, memberCard } = words;
  const status = statusOf(context.db, member.memberId);
  const absence = link && readAbsence(context.db, member.memberId);
  const fault = link?.reason ? words.reasons[link.reason] : null;
  const said = status === null ? memberCard.notLinked : words.status[status];
  const why = {
    available: absence === null ? '' : admin.absenceKinds[absence.kind],
    pending: member.isWaiting ? memberCard.waiting : memberCard.registering,
    failed: fault === null ? '' : `${admin.reasonLabel}: ${fault[0]}`,
    retrying: memberCard.retrying,
  };
  return [
    {
      title: `${admin.statusLabel}: ${said}`,
      subtitle: status === null ? '' : why[status],
      ...memberPicture(context, member.memberId),
    },
    ...(fault === null ? [] : [row(`${admin.fixLabel}: ${fault[1]}`, '')]),
  ];
}

function accountRow({ admin }: Words, member: Member, link: LinkMember | null): Row {
  const facts = [
    `${admin.department}: ${member.department ?? admin.none}`,
    `${admin.account}: ${member.email ?? admin.none}`,
  ];
  return row(`${admin.talkId}: ${link?.talkId ?? admin.none}`, facts.join(' / '));
}

/** Link-admins may read who talks with whom, by the names on LINE: those that members give are their own. */
function roomsRow({ context, words }: Session, member: Member): Row {
  const { memberId } = member;
  const { memberCard } = words;
  const rooms = openRoomsOfMember(context.db, memberId);
  const names = rooms
    .slice(0, MOST_NAMES)
    .map((room) => memberCard.lineUser(nameInEntry(lineUserName(context, room.lineUserId))));
  const more = rooms.length - names.length;
  const subtitle = [
    names.join(words.layout.between),
    ...(more > 0 ? [memberCard.more(more)] : []),
  ].join(' ');
  const shown = row(memberCard.rooms(rooms.length), subtitle);
  if (rooms.length === 0) return shown;
  const says = `${memberCard.seeRooms}: ${personName(words, member)}`;
  const token = encodePress({ do: 'run', line: `room list "${memberId}"` });
  return { ...shown, button: { label: memberCard.seeRooms, token, says } };
}

const row = (title: string, subtitle: string): Row => ({ title, subtitle, pictureUrl: null });

/** A command that can be run for the member. */
interface Use {
  readonly name: CommandName;
  readonly label: string;
}

/** The commands that make sense for the member now; those that would only be refused are left out. */
function usesOf(session: Session, { memberId }: Member, link: LinkMember | null): Use[] {
  const { context, words } = session;
  const { memberCard } = words;
  const isOn = readLink(context.db).enabled;
  const isChosen = whyNotOneByOne(session) === null;
  const { open, closed } = handoverOf(context, memberId);
  const may: Partial<Record<CommandName, boolean>> = {
    'member add': isChosen && statusOf(context.db, memberId) === null,
    'member invite': link?.status === 'available',
    'member retry': isOn && (link?.status === 'failed' || link?.status === 'retrying'),
    'member handover': isOn && open.length + closed.length > 0,
    'member remove': isChosen && link !== null,
  };
  const uses: readonly Use[] = [
    { name: 'member add', label: memberCard.add },
    { name: 'member invite', label: memberCard.invite },
    { name: 'member retry', label: memberCard.retry },
    { name: 'member handover', label: memberCard.handover },
    { name: 'member remove', label: memberCard.remove },
  ];
  return uses.filter(({ name }) => may[name]);
}

/** Runs a command for this very member, not a namesake. */
function useButton(words: Words, { name, label }: Use, member: Member): SayButton {
  const token = encodePress({ do: 'run', line: `${name} "${member.memberId}"` });
  return { label, token, says: `${label}: ${personName(words, member)}` };
}

/** The shortest account that tells the member from namesakes. */
const accountOf = ({ email, memberId }: Member) => email ?? memberId;
