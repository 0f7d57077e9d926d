import { encodePress } from '../../../src/domain/press.ts';
import type { Speech } from '../../../src/domain/speech.ts';
import { ownAccountsStay } from '../../../src/services/accounts/own.ts';
import {
  type Handover,
  handOver,
  handoverOf,
  takesTurnsToHandOver,
} from '../../../src/services/handover/hand-over.ts';
import { findMember } from '../../../src/services/members/find.ts';
import { lossOutlook } from '../../../src/services/rooms/close-many.ts';
import { lineUserName } from '../../../src/services/say/names.ts';
import { readAbsence } from '../../../src/store/absences.ts';
import { readLink } from '../../../src/store/link.ts';
import { allLinkMembers, readLinkMember } from '../../../src/store/link-members.ts';
import { type Member, membersById } from '../../../src/store/members.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../../answers/list-page.ts';
import { command, type Session } from '../../command.ts';
import { choose } from '../../people/choose.ts';
import { memberRow } from '../../people/member-row.ts';
import { somebody } from '../../people/people-meant.ts';
import { personName } from '../../people/person-name.ts';
import { describeOutlook } from '../../questions/notice-outlook.ts';
import { quoted, stretchesOf } from '../../reading/tokens.ts';
import { takePage } from './member-list.ts';

/** Stretches of words, and the page at their end. */
const handoverArgs = somebody
  .transform((parts) => {
    const stretches = parts.flatMap(stretchesOf);
    const { rest, page } = takePage(stretches.at(-1) ?? []);
    return { rest: [...stretches.slice(0, -1), rest].filter((words) => words.length > 0), page };
  })
  .refine(({ rest }) => rest.length > 0);

const MOST_NAMES = 10;

/** Whose rooms go to whom. */
interface Clear {
  readonly kind: 'clear';
  readonly from: Member;
  readonly to: Member;
  readonly handover: Handover;
}

type Meant = Clear | { readonly kind: 'answer'; readonly speech: Speech };

const say = (text: string): Meant => ({ kind: 'answer', speech: { text } });

/** Hands a member's customers over to another (DESIGN §6.7). With one name it asks to whom. */
export const memberHandover = command({
  name: 'member handover',
  group: 'members',
  aliases: ['メンバー 引き継ぎ', 'メンバー 引継ぎ', 'メンバー 引継'],
  roles: ['link-admin'],
  takesPeople: true,
  args: handoverArgs,
  confirm: (session, { rest, page }) => {
    const meant = whatIsMeant(session, rest, page);
    if (meant.kind === 'answer') return null;
    const { from, to, handover } = meant;
    const { open, closed } = handover;
    const rooms = [...open, ...closed];
    const { lost, maybe } = lossOutlook(session.context, rooms);
    const { questions, deeds } = session.words;
    const { effects } = questions;
    const giver = personName(session.words, from);
    const taker = personName(session.words, to);
    return {
      text: [
        questions.handover(giver, taker),
        ...(open.length > 0 ? [effects.openMove(open.length)] : []),
        ...(closed.length > 0 ? [effects.closedMove(closed.length)] : []),
        ...(lost > 0 ? [effects.waitingMove(giver, taker, lost, maybe)] : []),
        effects.toldOfHandover(taker),
        ...describeOutlook(session, rooms, takesTurnsToHandOver(rooms.length)),
        ...whoIsAway(session, to),
        ...whoIsBlocked(session, to, handover),
        ...ownAccountsStay(session.context, session.words, [from.memberId]),
      ].join('\n'),
      deed: deeds.handOver,
      // The proposal is about these people, even if the names mean others when it is confirmed.
      words: [from.memberId, to.memberId],
    };
  },
  run: (session, { rest, page }) => {
    const meant = whatIsMeant(session, rest, page);
    if (meant.kind === 'answer') return meant.speech;
    const { context, actor, words } = session;
    const [from, to] = [meant.from, meant.to];
    const done = handOver(context, actor, from.memberId, to.memberId);
    const text = done.later
      ? words.handover.started(personName(words, from), personName(words, to), done.rooms)
      : words.handover.done(
          personName(words, from),
          personName(words, to),
          done.rooms,
          done.moved,
          done.unsent,
        );
    // Of many the report at the end says it.
    const stays = done.later ? [] : ownAccountsStay(context, words, [from.memberId]);
    return { text: [text, ...whoIsBlocked(session, to, meant.handover), ...stays].join('\n') };
  },
});

/** The new member would not answer for now. */
function whoIsAway({ context, words }: Session, to: Member): string[] {
  const absence = readAbsence(context.db, to.memberId);
  if (absence === null) return [];
  return [words.handover.away(personName(words, to), words.admin.absenceKinds[absence.kind])];
}

/** The LINE users who stay, since another member must be found for them. */
function whoIsBlocked({ context, words }: Session, to: Member, { blocked }: Handover): string[] {
  if (blocked.length === 0) return [];
  const names = blocked.slice(0, MOST_NAMES).map((room) => lineUserName(context, room.lineUserId));
  const more = blocked.length > MOST_NAMES ? ['…'] : [];
  return [
    words.handover.blocked(personName(words, to), blocked.length, [...names, ...more].join(', ')),
  ];
}

function whatIsMeant(
  session: Session,
  stretches: readonly (readonly string[])[],
  page: number,
): Meant {
  const { context, words } = session;
  const { admin } = words;
  if (!readLink(context.db).enabled) return say(admin.linkIsOff);
  const [fromWho, toWho] = split(session, stretches);
  const from = pickFrom(session, fromWho, toWho);
  if ('kind' in from) return from;
  const handover = handoverOf(context, from.memberId);
  if (handover.open.length + handover.closed.length === 0) {
    return say(words.handover.noRooms(personName(words, from)));
  }
  if (toWho === null) return { kind: 'answer', speech: askWhom(session, from, page) };
  const found = findMember(context, toWho);
  switch (found.kind) {
    case 'none':
      return say(admin.notFound(toWho));
    case 'several': {
      const command = `member handover "${from.memberId}"`;
      const choice = { command, who: toWho, linkedOnly: true };
      const linked = found.members.filter(
        (member) => readLinkMember(context.db, member.memberId) !== null,
      );
      if (linked.length === 0) return say(admin.notLinkMember(toWho));
      return { kind: 'answer', speech: choose(session, choice, linked) };
    }
    case 'one':
      return check(session, from, found.member);
    default:
      return found satisfies never;
  }
}

function check(session: Session, from: Member, to: Member): Meant {
  const { context, words, memberId, roles } = session;
  const { admin } = words;
  if (from.memberId === to.memberId) return say(words.handover.same);
  const status = readLinkMember(context.db, to.memberId)?.status;
  if (status === undefined) return say(admin.notLinkMember(personName(words, to)));
  if (status !== 'available') {
    return say(words.handover.notAvailable(personName(words, to), words.status[status]));
  }
  // The transcript shows what was said: that is an auditor's to read (DESIGN §6.7, §6.9).
  if (to.memberId === memberId && !roles.has('auditor')) return say(words.handover.toSelf);
  const handover = handoverOf(context, from.memberId, to.memberId);
  if (handover.open.length + handover.closed.length === 0) {
    const none = words.handover.noRooms(personName(words, from));
    return say([none, ...whoIsBlocked(session, to, handover)].join('\n'));
  }
  return { kind: 'clear', from, to, handover };
}

/**
 * From whom, and to whom. Names may be written with a space: without a comma or quotation marks the words
 * are parted where most of them name people, and best one person on each side.
 */
function split(
  session: Session,
  stretches: readonly (readonly string[])[],
): [from: string, to: string | null] {
  const { context } = session;
  const words = stretches.flat();
  const whole = words.join(' ');
  const kindOf = (who: string, alsoDeleted: boolean) =>
    findMember(context, who, { alsoDeleted }).kind;
  const ends = stretches.map((_, at) => stretches.slice(0, at + 1).flat().length).slice(0, -1);
  const isParted = ends.length > 0;
  if (words.length === 1 || (!isParted && kindOf(whole, true) !== 'none')) return [whole, null];
  const cuts = isParted ? ends : words.slice(1).map((_, at) => at + 1);
  const [best] = cuts
    .map((at) => {
      const [from, to] = [words.slice(0, at), words.slice(at)].map((half) => half.join(' '));
      const kinds = [kindOf(from ?? '', true), kindOf(to ?? '', false)];
      const known = (kinds[0] === 'none' ? 0 : at) + (kinds[1] === 'none' ? 0 : words.length - at);
      const single = kinds.filter((kind) => kind === 'one').length;
      return { halves: [from ?? '', to ?? ''] as const, known, single, at };
    })
    .sort(
      (one, other) => other.known - one.known || other.single - one.single || other.at - one.at,
    );
  return best === undefined ? [whole, null] : [...best.halves];
}

/** The former member may have been removed, or be gone from the directory. */
function pickFrom(session: Session, who: string, toWho: string | null): Member | Meant {
  const { context, words } = session;
  const found = findMember(context, who, { alsoDeleted: true });
  if (found.kind === 'none') return say(words.admin.notFound(who));
  if (found.kind === 'one') return found.member;
  const withRooms = found.members.filter((member) => {
    const { open, closed } = handoverOf(context, member.memberId);
    return open.length + closed.length > 0;
  });
  const [only, ...others] = withRooms;
  if (only === undefined) return say(words.handover.noRooms(who));
  if (others.length === 0) return only;
  const rest = toWho === null ? '' : quoted(toWho);
  const choice = { command: 'member handover', who, rest };
  return { kind: 'answer', speech: choose(session, choice, withRooms) };
}

/** Whom to choose from: available link members in order of reading, those of the same department first. */
function askWhom(session: Session, from: Member, wantedPage: number): Speech {
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
