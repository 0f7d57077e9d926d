import { lossOutlook, takesTurns } from '../../src/services/close-rooms.ts';
import { findMember } from '../../src/services/find-members.ts';
import { handoverButton, handoverHint } from '../../src/services/offer-handover.ts';
import { ownAccountsStay } from '../../src/services/own-accounts.ts';
import { removeLinkMember } from '../../src/services/remove-link-member.ts';
import { readLinkMember } from '../../src/store/link-members.ts';
import type { Member } from '../../src/store/members.ts';
import { openRoomsOfMember } from '../../src/store/talk-rooms.ts';
import { choose } from '../choose.ts';
import { command, type Session } from '../command.ts';
import { describeOutlook } from '../notice-outlook.ts';
import { chooseButtons, describeSeveral, someone, whyNotOneByOne } from './member-add.ts';

/** Buttons of a template, less the two that confirm and cancel. */
const MOST_OFFERS = 8;

export const memberRemove = command({
  name: 'member remove',
  aliases: ['メンバー 削除', '利用メンバー 削除'],
  roles: ['link-admin'],
  args: someone,
  confirm: (session, wanted) => {
    if (whyNotOneByOne(session) !== null) return null;
    const { clear, members } = meant(session, wanted);
    if (!clear || members.length === 0) return null;
    const { context, words } = session;
    const rooms = members.flatMap((member) => openRoomsOfMember(context.db, member.memberId));
    const { lost, maybe } = lossOutlook(context, rooms);
    const ask = [
      words.admin.removeAsk(namesOf(members), rooms.length, lost, maybe),
      ...describeOutlook(session, rooms, takesTurns(rooms.length)),
      ...ownAccountsStay(context, words, idsOf(members)),
    ].join('\n');
    const busy = members.filter((member) =>
      rooms.some((room) => room.memberId === member.memberId),
    );
    return {
      text: busy.length === 0 ? ask : `${ask}\n${handoverHint(words)}`,
      buttons: busy
        .slice(0, MOST_OFFERS)
        .map((member) => handoverButton(words, member.memberId, member.fullName)),
      // The proposal is about these people, whoever answers to the name when it is confirmed.
      words: idsOf(members),
    };
  },
  run: (session, wanted) => {
    const refusal = whyNotOneByOne(session);
    if (refusal !== null) return { text: refusal };
    const { clear, lines, buttons, members, choice } = meant(session, wanted);
    if (choice !== null) return choice;
    if (!clear || members.length === 0) return { text: lines.join('\n'), buttons };
    const { context, actor, words } = session;
    let rooms = 0;
    let lost = 0;
    let maybe = 0;
    let inTurns = 0;
    for (const member of members) {
      const removed = removeLinkMember(context, actor, member.memberId);
      if (takesTurns(removed?.rooms ?? 0)) inTurns += removed?.rooms ?? 0;
      rooms += removed?.rooms ?? 0;
      lost += removed?.lost ?? 0;
      maybe += removed?.maybe ?? 0;
    }
    const text = words.admin.removed(namesOf(members), rooms, lost, maybe);
    const started = inTurns > 0 ? [words.runs.closingStarted(inTurns)] : [];
    const stays = ownAccountsStay(context, words, idsOf(members));
    return { text: [text, ...started, ...stays].join('\n') };
  },
});

const idsOf = (members: readonly Member[]) => members.map((member) => member.memberId);
const namesOf = (members: readonly Member[]) => members.map((member) => member.fullName).join('、');

/** Whom the words mean; unless all of it is clear, nothing is proposed. */
function meant(session: Session, wanted: readonly string[]) {
  const lines: string[] = [];
  const members: Member[] = [];
  const several: Member[] = [];
  for (const who of wanted) {
    const found = findMember(session.context, who);
    if (found.kind === 'none') {
      lines.push(session.words.admin.notFound(who));
      continue;
    }
    const linked = (found.kind === 'one' ? [found.member] : found.members).filter(
      (member) => readLinkMember(session.context.db, member.memberId) !== null,
    );
    const [only, ...others] = linked;
    if (only === undefined) {
      const name = found.kind === 'one' ? found.member.fullName : who;
      lines.push(session.words.admin.notLinkMember(name));
    } else if (others.length > 0) {
      lines.push(describeSeveral(session, who, linked));
      several.push(...linked);
    } else if (!members.includes(only)) {
      members.push(only);
    }
  }
  return {
    clear: lines.length === 0,
    lines,
    members,
    buttons: chooseButtons('member remove', several),
    choice: several.length > 0 ? choiceOf(session, wanted, several) : null,
  };
}

/** A list, if there is nothing else to say. */
function choiceOf(session: Session, wanted: readonly string[], members: readonly Member[]) {
  const [who, ...others] = wanted;
  if (who === undefined || others.length > 0) return null;
  return choose(session, { command: 'member remove', who, linkedOnly: true }, members);
}
