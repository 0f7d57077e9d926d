import { stretchesOf } from '../../../src/domain/text/tokens.ts';
import { ownAccountsStay } from '../../../src/services/accounts/own.ts';
import { handOver, takesTurnsToHandOver } from '../../../src/services/handover/hand-over.ts';
import { lossOutlook } from '../../../src/services/rooms/close-many.ts';
import { command } from '../../command.ts';
import { awayLine, blockedLine } from '../../people/handover-lines.ts';
import { readHandover } from '../../people/handover-meant.ts';
import { somebody } from '../../people/people-meant.ts';
import { personName } from '../../people/person-name.ts';
import { describeOutlook } from '../../questions/notice-outlook.ts';
import { takePage } from './member-list.ts';

/** Stretches of words, and the page at their end. */
const handoverArgs = somebody
  .transform((parts) => {
    const stretches = parts.flatMap(stretchesOf);
    const { rest, page } = takePage(stretches.at(-1) ?? []);
    return { rest: [...stretches.slice(0, -1), rest].filter((words) => words.length > 0), page };
  })
  .refine(({ rest }) => rest.length > 0);

/** Hands a member's customers over to another (DESIGN §6.7). With one name it asks to whom. */
export const memberHandover = command({
  name: 'member handover',
  group: 'members',
  aliases: ['メンバー 引き継ぎ', 'メンバー 引継ぎ', 'メンバー 引継'],
  roles: ['link-admin'],
  takesPeople: true,
  args: handoverArgs,
  confirm: (session, { rest, page }) => {
    const meant = readHandover(session, rest, page);
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
        ...awayLine(session, to),
        ...blockedLine(session, to, handover),
        ...ownAccountsStay(session.context, session.words, [from.memberId]),
      ].join('\n'),
      deed: deeds.handOver,
      // The proposal is about these people, even if the names mean others when it is confirmed.
      words: [from.memberId, to.memberId],
    };
  },
  run: (session, { rest, page }) => {
    const meant = readHandover(session, rest, page);
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
    return { text: [text, ...blockedLine(session, to, meant.handover), ...stays].join('\n') };
  },
});
