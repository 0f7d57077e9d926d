import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/domain/audit.ts';
import type { EventResult } from '../../src/domain/event-result.ts';
import type { ChoicePress } from '../../src/domain/messages/press.ts';
import { type Asked, speakerOf } from '../../src/domain/speaker.ts';
import { answerQuestion, ask } from '../../src/services/addressee/ask.ts';
import { wordsForLineUser, wordsForMember } from '../../src/services/say/reader.ts';
import { tellLineUser, tellMember } from '../../src/services/say/say.ts';
import { openQuestion, questionByToken } from '../../src/store/talks/questions.ts';
import { recordEvent } from './record-message.ts';

/**
 * A press on one of our buttons: an answer to "to whom?", or its next page.
 *
 * @returns a word for the inbox row
 */
export function pressChoice(
  context: Context,
  actor: Actor,
  asked: Asked,
  pressed: ChoicePress,
): EventResult {
  const question = questionByToken(context.db, pressed.question);
  if (question === null || question.speaker !== speakerOf(asked)) {
    recordEvent(context, actor, 'unknown-question', {}, partiesOf(asked));
    return 'unknown-question';
  }
  if (question.state !== 'open') {
    const open = openQuestion(context.db, speakerOf(asked));
    if (open === null) {
      if (question.state === 'expired') tellOver(context, asked);
      return 'answered-before';
    }
    // An old button answers no other question; the open one is shown instead.
    ask(context, asked, open, 0);
    return 'asked-again';
  }
  if (pressed.do === 'more') {
    ask(context, asked, question, pressed.page);
    return 'asked-again';
  }
  if (answerQuestion(context, actor, asked, question, pressed.roomId)) return 'answered';
  // The room has closed since the button was shown: the others can still be chosen.
  ask(context, asked, question, 0);
  return 'asked-again';
}

/** The held messages have expired: a speaker who presses now would think that they go out. */
function tellOver(context: Context, asked: Asked): void {
  if (asked.side === 'line') {
    const text = wordsForLineUser(context, asked.lineUserId).line.questionOver;
    tellLineUser(context, asked, 'question', { text }, { replyOnly: true });
    return;
  }
  const text = wordsForMember(context, asked.memberId).room.questionOver;
  tellMember(context, context.settings.bridgeBotId, asked.memberId, { text });
}

const partiesOf = (asked: Asked) =>
  asked.side === 'line'
    ? { channelId: asked.channelId, lineUserId: asked.lineUserId }
    : { memberId: asked.memberId };
