import { LONGEST_PRESS } from '../../../src/domain/messages/press.ts';
import type { Speech } from '../../../src/domain/messages/speech.ts';
import { quoted } from '../../../src/domain/text/tokens.ts';
import { ownAccountsStay } from '../../../src/services/accounts/own.ts';
import { handoverFirst, handoverHint } from '../../../src/services/handover/offer.ts';
import { removeLinkMember } from '../../../src/services/members/remove.ts';
import { lossOutlook, takesTurns } from '../../../src/services/rooms/close-many.ts';
import { readLinkMember } from '../../../src/store/people/link-members.ts';
import type { Member } from '../../../src/store/people/members.ts';
import { openRoomsOfMember } from '../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';
import { command, type Session } from '../../command.ts';
import { choose } from '../../people/choose.ts';
import {
  describeRest,
  type PeopleMeant,
  peopleMeant,
  somebody,
} from '../../people/people-meant.ts';
import { personName, shortName } from '../../people/person-name.ts';
import { chooseButtons, describeSeveral } from '../../people/several.ts';
import { describeEnding, describeHistory } from '../../questions/effects.ts';
import { describeOutlook } from '../../questions/notice-outlook.ts';
import { whyNotOneByOne } from './member-add.ts';

/** Buttons of a template, less the two that confirm and cancel. */
const MOST_OFFERS = 8;
const COMMAND = 'member remove';

export const memberRemove = command({
  name: 'member remove',
  group: 'members',
  aliases: ['メンバー 削除', '利用メンバー 削除', 'メンバー 外す', 'member delete'],
  roles: ['link-admin'],
  takesPeople: true,
  args: somebody,
  confirm: (session, wanted) => {
    if (whyNotOneByOne(session) !== null) return null;
    const meant = peopleMeant(session, wanted, { linkedOnly: true });
    const members = meant.clear;
    if (isUnclear(meant) || members.length === 0) return null;
    const { context, words } = session;
    const rooms = members.flatMap((member) => openRoomsOfMember(context.db, member.memberId));
    const { lost, maybe } = lossOutlook(context, rooms);
    const talkIds = members.flatMap(
      ({ memberId }) => readLinkMember(context.db, memberId)?.talkId ?? [],
    );
    const busy = members
      .filter(({ memberId }) => rooms.some((room) => room.memberId === memberId))
      .map((member) => ({ memberId: member.memberId, name: shortName(words, member) }));
    return {
      text: [
        words.questions.remove(namesOf(words, members)),
        ...describeEnding(words, { rooms: rooms.length, lost, maybe, talkIds }),
        ...describeOutlook(session, rooms, takesTurns(rooms.length)),
        ...describeHistory(words, rooms.length),
        ...ownAccountsStay(context, words, idsOf(members)),
        ...describeRest(session, meant),
        ...handoverHint(words, 'firstHint', busy),
      ].join('\n'),
      buttons: handoverFirst(words, busy, MOST_OFFERS),
      deed: words.deeds.remove,
      // The proposal is about these people, even if the name means others when it is confirmed.
      words: idsOf(members),
    };
  },
  run: (session, wanted) => {
    const refusal = whyNotOneByOne(session);
    if (refusal !== null) return { text: refusal };
    const meant = peopleMeant(session, wanted, { linkedOnly: true });
    const members = meant.clear;
    if (isUnclear(meant) || members.length === 0) return askAgain(session, meant);
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
    const text = words.admin.removed(namesOf(words, members), rooms, lost, maybe);
    const started = inTurns > 0 ? [words.runs.closingStarted(inTurns)] : [];
    const stays = ownAccountsStay(context, words, idsOf(members));
    return { text: [text, ...started, ...stays].join('\n') };
  },
});

const idsOf = (members: readonly Member[]) => members.map((member) => member.memberId);
const namesOf = (words: Words, members: readonly Member[]) =>
  members
    .map((member) => words.layout.person(personName(words, member)))
    .join(words.layout.between);

/** Proposes only where every name is clear. */
const isUnclear = ({ unclear, notLinked, unknown }: PeopleMeant) =>
  unclear.length + notLinked.length + unknown.length > 0;

/** Who is meant by the first words that fit several; the button keeps everybody else. */
function askAgain(session: Session, meant: PeopleMeant): Speech {
  const { admin, layout } = session.words;
  const { clear, unclear } = meant;
  const rest = describeRest(session, meant);
  const [first, ...others] = unclear;
  if (first === undefined) {
    const soFar = clear.length > 0 ? [admin.nothingRemoved(namesOf(session.words, clear))] : [];
    return { text: [...rest, ...soFar].join('\n') };
  }
  if (others.length + clear.length + rest.length === 0) {
    const choice = { command: COMMAND, who: first.said, linkedOnly: true };
    return choose(session, choice, first.people);
  }
  const kept = [...idsOf(clear), ...others.map(({ said }) => said)].map(quoted).join(' ');
  const buttons = chooseButtons(session, COMMAND, first.people, kept);
  const fits = buttons.every(({ token }) => token.length <= LONGEST_PRESS);
  const names = [
    ...clear.map((member) => layout.person(personName(session.words, member))),
    ...others.map(({ said }) => layout.quoted(said)),
  ];
  const also = fits ? admin.removeAlso : admin.removeLater;
  return {
    text: [
      describeSeveral(session, first.said, first.people),
      ...(names.length > 0 ? [also(names.join(layout.between))] : []),
      ...rest,
    ].join('\n'),
    buttons: fits ? buttons : chooseButtons(session, COMMAND, first.people),
  };
}
