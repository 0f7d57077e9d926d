import type { Context } from '../../context.ts';
import { encodePress } from '../../domain/messages/press.ts';
import { type LineAsked, speakerOf } from '../../domain/speaker.ts';
import { latestEntry } from '../../store/audit/audit-log.ts';
import { keepEndQuestion } from '../../store/talks/end-questions.ts';
import { dropKeptNotices } from '../../store/talks/kept-notices.ts';
import { heldBy, openQuestion } from '../../store/talks/questions.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { choicesOf } from '../addressee/ask.ts';
import { lineReader } from '../say/reader.ts';
import { tellLineUser } from '../say/say.ts';
import { memberNameFor } from '../say/shown-name.ts';

/**
 * Asks a LINE user whether a talk is to end (DESIGN §6.3). It costs no push: once the reply token
 * is gone, the question is kept for the LINE user's next message
 * (`src/services/pushes/keep-notice.ts`).
 */
export function askToLeave(context: Context, asked: LineAsked, room: TalkRoom): void {
  const { db } = context;
  const roomId = room.id;
  dropKeptNotices(db, asked.channelId, asked.lineUserId, 'leaving');
  keepEndQuestion(db, speakerOf(asked), {
    ending: 'leave',
    roomId,
    askedAt: null,
    askedEntry: latestEntry(db),
  });
  const reader = lineReader(context, asked.lineUserId);
  const { line } = reader.words;
  const label = line.leaveButton;
  const token = encodePress({ do: 'leave-now', roomId, askedAt: context.clock.now() });
  const text = line.leaveAsk(
    memberNameFor(context, room.memberId, reader),
    heldInVain(context, asked),
  );
  const buttons = [{ label, token, says: label }];
  tellLineUser(context, asked, 'leaving', { text, buttons }, { replyOnly: true });
}

/** Held messages that will not be delivered once the only talk has ended. */
function heldInVain(context: Context, asked: LineAsked): number {
  const question = openQuestion(context.db, speakerOf(asked));
  if (question === null || choicesOf(context, asked).length > 1) return 0;
  return heldBy(context.db, question.id).length;
}
