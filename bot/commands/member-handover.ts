import { z } from 'zod';
import type { Speech } from '../../src/domain/speech.ts';
import { findMember } from '../../src/services/find-members.ts';
import { type Handover, handOver, handoverOf } from '../../src/services/hand-over.ts';
import { readLink } from '../../src/store/link.ts';
import { allLinkMembers, readLinkMember } from '../../src/store/link-members.ts';
import { type Member, membersById } from '../../src/store/members.ts';
import { choose } from '../choose.ts';
import { command, type Session } from '../command.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../list-page.ts';
import { memberRow } from '../member-row.ts';
import { takePage } from './member-list.ts';

const handoverArgs = z
  .array(z.string().trim().min(1).max(200))
  .min(1)
  .max(9)
  .transform((words) => takePage(words))
  .refine(({ rest }) => rest.length > 0);

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
  aliases: ['メンバー 引き継ぎ', 'メンバー 引継ぎ', 'メンバー 引継'],
  roles: ['link-admin'],
  args: handoverArgs,
  confirm: (session, { rest, page }) => {
    const meant = whatIsMeant(session, rest, page);
    if (meant.kind === 'answer') return null;
    const { from, to, handover } = meant;
    const { open, closed, waiting } = handover;
    const { handoverAsk } = session.words.admin;
    return {
      text: handoverAsk(from.fullName, to.fullName, open.length, closed.length, waiting),
      // The proposal is about these people, whoever answers to the names when it is confirmed.
      words: [from.memberId, to.memberId],
    };
  },
  run: (session, { rest, page }) => {
    const meant = whatIsMeant(session, rest, page);
    if (meant.kind === 'answer') return meant.speech;
    const { context, actor, words } = session;
    const [from, to] = [meant.from, meant.to];
    const done = handOver(context, actor, from.memberId, to.memberId);
    const { admin } = words;
    const text = done.later
      ? admin.handoverStarted(from.fullName, to.fullName, done.rooms)
      : admin.handedOver(from.fullName, to.fullName, done.rooms, done.moved, done.unsent);
    return { text };
  },
});

function whatIsMeant(session: Session, words: readonly string[], page: number): Meant {
  const { admin } = session.words;
  const { context } = session;
  if (!readLink(context.db).enabled) return say(admin.linkIsOff);
  const [fromWho, toWho] = split(session, words);
  const from = pickFrom(session, fromWho, toWho);
  if ('kind' in from) return from;
  const handover = handoverOf(context, from.memberId);
  if (handover.open.length + handover.closed.length === 0) {
    return say(admin.handoverNoRooms(from.fullName));
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
      return check(session, from, found.member, handover);
    default:
      return found satisfies never;
  }
}

function check(session: Session, from: Member, to: Member, handover: Handover): Meant {
  const { context, words, memberId, roles } = session;
  const { admin } = words;
  if (from.memberId === to.memberId) return say(admin.handoverSame);
  const status = readLinkMember(context.db, to.memberId)?.status;
  if (status === undefined) return say(admin.notLinkMember(to.fullName));
  if (status !== 'available') {
    return say(admin.handoverNotAvailable(to.fullName, words.status[status]));
  }
  // The transcript shows what was said: that is an auditor's to read (DESIGN §6.7, §6.9).
  if (to.memberId === memberId && !roles.has('auditor')) return say(admin.handoverToSelf);
  return { kind: 'clear', from, to, handover };
}

/** Names may be written with a space: the words are parted where both sides name somebody. */
function split(session: Session, words: readonly string[]): [string, string | null] {
  const { context } = session;
  const [first = '', ...others] = words;
  if (others.length === 0) return [first, null];
  const isKnown = (who: string, alsoDeleted = false) =>
    findMember(context, who, { alsoDeleted }).kind !== 'none';
  const whole = words.join(' ');
  if (isKnown(whole, true)) return [whole, null];
  const known = others
    .map((_, at): [string, string] => [
      words.slice(0, at + 1).join(' '),
      words.slice(at + 1).join(' '),
    ])
    .filter(([from, to]) => isKnown(from, true) && isKnown(to));
  return known[0] ?? [first, others.join(' ')];
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
  if (only === undefined) return say(words.admin.handoverNoRooms(who));
  if (others.length === 0) return only;
  const rest = toWho === null ? '' : `"${toWho.replaceAll('"', ' ')}"`;
  const choice = { command: 'member handover', who, rest };
  return { kind: 'answer', speech: choose(session, choice, withRooms) };
}

/** Whom to choose from: available link members, those of the same department first. */
function askWhom(session: Session, from: Member, wantedPage: number): Speech {
  const { context, words } = session;
  const { admin } = words;
  const near = (member: Member) =>
    from.department !== null && member.department === from.department ? 0 : 1;
  const people = membersById(
    context.db,
    allLinkMembers(context.db)
      .filter((link) => link.status === 'available' && link.memberId !== from.memberId)
      .map((link) => link.memberId),
  ).sort(
    (one, other) => near(one) - near(other) || one.fullName.localeCompare(other.fullName, 'ja'),
  );
  if (people.length === 0) return { text: admin.handoverNobody };
  const page = pageWithin(wantedPage, people.length);
  const shown = people.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE);
  const again = `member handover "${from.memberId}"`;
  return listPage(session, {
    title: admin.handoverWhom(from.fullName),
    rows: shown.map((member) =>
      memberRow(session, member.memberId, member, {
        label: admin.handoverPick,
        token: `run:${again} "${member.memberId}"`,
        says: `${admin.handoverPick}: ${from.fullName} → ${member.fullName}`,
      }),
    ),
    page,
    total: people.length,
    turn: (to) => `run:${again} page:${to}`,
  });
}
