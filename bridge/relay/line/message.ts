import type { Context } from '../../../src/context.ts';
import { saysNothing } from '../../../src/domain/messages/content.ts';
import { readOwnWord } from '../../../src/domain/messages/own-words.ts';
import {
  type LineMessageFacts,
  type LineMessagePlan,
  planLineMessage,
} from '../../../src/domain/messages/plan-line-message.ts';
import { speakerOf } from '../../../src/domain/speaker.ts';
import { typedAnswer } from '../../../src/services/addressee/typed-answer.ts';
import { lineUserFacts } from '../../../src/services/addressee/whom-for.ts';
import { forgetEvent } from '../../../src/services/audit/erase-message.ts';
import { tellKeptNotices } from '../../../src/services/pushes/tell-kept-notices.ts';
import { tellUntoldClosings } from '../../../src/services/rooms/tell-untold-closings.ts';
import { readLink } from '../../../src/store/link.ts';
import { openQuestion } from '../../../src/store/talks/questions.ts';
import { recordEvent } from '../record-message.ts';
import { carryOut } from './carry-out.ts';
import { typedLeaving } from './leaving.ts';
import { askedTalkId, openingFacts } from './opening-facts.ts';
import { askedOf, type LineSaid } from './said.ts';

/** The outcome of a LINE user's message, for its inbox row. */
export type LineMessageResult = LineMessagePlan['kind'] | 'unsent';

/** Decides and writes the outcome of a LINE user's message. */
export function relayLineMessage(context: Context, said: LineSaid): LineMessageResult {
  const { channelId, lineUserId, chat } = said;
  if (chat.isUnsent) {
    // Its unsend came first: the content must not be kept at all (line.md §1.9).
    forgetEvent(context, said.inboxId);
    recordEvent(context, said.actor, 'unsent', {}, { channelId, lineUserId });
    return 'unsent';
  }
  const plan = planLineMessage(gatherFacts(context, said));
  carryOut(context, said, plan);
  // A message that is merely relayed ends no talk and leaves no notice.
  const isRelayed = plan.kind === 'relay';
  const hasUntold = chat.rooms.some((room) => room.state === 'closed' && !room.withdrawnTold);
  if (hasUntold || !isRelayed) tellUntoldClosings(context, said);
  if (chat.hasKeptNotices || !isRelayed) tellKeptNotices(context, said);
  return plan.kind;
}

function gatherFacts(context: Context, said: LineSaid): LineMessageFacts {
  const { content } = said;
  const addressee = lineUserFacts(context, said);
  const text = content.kind === 'text' ? content.text : null;
  const hasOpenRoom = addressee.openRooms.length > 0;
  const asked = text === null ? null : askedTalkId(context, said, text, hasOpenRoom);
  return {
    linkOn: readLink(context.db).enabled,
    answer: text === null || !addressee.holding ? null : answerIn(context, said, text),
    word: text === null ? null : readOwnWord(text),
    leaving: text === null ? null : typedLeaving(context, said, text),
    asked,
    ...openingFacts(context, said, asked, hasOpenRoom),
    blank: saysNothing(content),
    addressee,
  };
}

function answerIn(context: Context, said: LineSaid, text: string) {
  const asked = askedOf(said);
  const question = openQuestion(context.db, speakerOf(asked));
  return question === null ? null : typedAnswer(context, asked, question, text);
}
