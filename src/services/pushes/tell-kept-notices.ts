import type { Context } from '../../context.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import { formatInstant } from '../../domain/jst.ts';
import { lineSpeaker } from '../../domain/speaker.ts';
import { endQuestionIn } from '../../store/talks/end-questions.ts';
import { endKeptNotice, keptNoticesFor, markKeptNotice } from '../../store/talks/kept-notices.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { askToLeave } from '../rooms/ask-to-leave.ts';
import { wordsForLineUser } from '../say/reader.ts';
import { tellLineUser } from '../say/say.ts';

/** So long somebody who wanted to end a talk is asked about it with the next message. */
const STILL_MS = DAY_MS;

/** Sends unpushed notices when the LINE user writes, free of charge and with their date. */
export function tellKeptNotices(
  context: Context,
  to: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
): void {
  const kept = keptNoticesFor(context.db, to.channelId, to.lineUserId);
  if (kept.length === 0) return;
  const { line } = wordsForLineUser(context, to.lineUserId);
  for (const { id, notice, text, roomId, keptAt } of kept) {
    if (notice === 'leaving') {
      endKeptNotice(context.db, id);
      askToLeaveStill(context, to, keptAt);
      continue;
    }
    markKeptNotice(context.db, id, true);
    const speech = { text: line.earlierNotice(formatInstant(keptAt), text) };
    const about = roomId === null ? {} : { roomId };
    tellLineUser(context, to, notice, speech, { replyOnly: true, keptId: id, ...about });
  }
}

/** Asks the question again for the present state: its button and its answers count from now. */
function askToLeaveStill(
  context: Context,
  to: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
  keptAt: number,
): void {
  const question = endQuestionIn(context.db, lineSpeaker(to.channelId, to.lineUserId));
  const room = question === null ? null : readRoom(context.db, question.roomId);
  if (question?.askedAt !== null || room?.state !== 'open') return;
  if (context.clock.now() - keptAt >= STILL_MS) return;
  const { channelId, lineUserId } = to;
  askToLeave(context, { side: 'line', channelId, lineUserId }, room);
}
