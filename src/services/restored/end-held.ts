import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { heldBy, openQuestions, releaseHeld, settleQuestion } from '../../store/talks/questions.ts';

/**
 * Ends the messages that waited for an answer to "to whom?": it may have been given after the copy was made. Returns
 * how many there were.
 */
export function endHeldMessages(context: Context): number {
  let ended = 0;
  for (const { id } of openQuestions(context.db)) {
    const held = heldBy(context.db, id);
    for (const { entryId } of held) {
      record(context, {
        action: 'message.expire',
        actor: SYSTEM,
        outcome: 'uncertain',
        reason: 'restored',
        aboutId: entryId,
      });
    }
    releaseHeld(context.db, id);
    settleQuestion(context.db, id, 'expired');
    ended += held.length;
  }
  return ended;
}
