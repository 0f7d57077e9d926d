import type { Speech } from '../../src/domain/messages/speech.ts';
import { quoted } from '../../src/domain/text/tokens.ts';
import { type Handover, handoverOf } from '../../src/services/handover/hand-over.ts';
import { findMember } from '../../src/services/members/find.ts';
import { readLink } from '../../src/store/link.ts';
import { readLinkMember } from '../../src/store/people/link-members.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Session } from '../command.ts';
import { choose } from './choose.ts';
import { blockedLine } from './handover-lines.ts';
import { personName } from './person-name.ts';
import { askTaker } from './taker-list.ts';

/** Whose rooms go to whom. */
export interface ClearHandover {
  readonly kind: 'clear';
  readonly from: Member;
  readonly to: Member;
  readonly handover: Handover;
}

/** The handover that a command means, or the answer where it is not clear. */
export type HandoverMeant = ClearHandover | { readonly kind: 'answer'; readonly speech: Speech };

const say = (text: string): HandoverMeant => ({ kind: 'answer', speech: { text } });

/** Reads who hands over to whom; with one name it asks for the other. */
export function readHandover(
  session: Session,
  stretches: readonly (readonly string[])[],
  page: number,
): HandoverMeant {
  const { context, words } = session;
  const { admin } = words;
  if (!readLink(context.db).enabled) return say(admin.linkIsOff);
  const [fromWho, toWho] = splitGiverAndTaker(session, stretches);
  const from = findGiver(session, fromWho, toWho);
  if ('kind' in from) return from;
  const handover = handoverOf(context, from.memberId);
  if (handover.open.length + handover.closed.length === 0) {
    return say(words.handover.noRooms(personName(words, from)));
  }
  if (toWho === null) return { kind: 'answer', speech: askTaker(session, from, page) };
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
      return checkTaker(session, from, found.member);
    default:
      return found satisfies never;
  }
}

function checkTaker(session: Session, from: Member, to: Member): HandoverMeant {
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
    return say([none, ...blockedLine(session, to, handover)].join('\n'));
  }
  return { kind: 'clear', from, to, handover };
}

/**
 * From whom, and to whom. Names may be written with a space: without a comma or quotation marks the words
 * are parted where most of them name people, and best one person on each side.
 */
function splitGiverAndTaker(
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
function findGiver(session: Session, who: string, toWho: string | null): Member | HandoverMeant {
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
