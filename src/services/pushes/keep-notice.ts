import type { Context } from '../../context.ts';
import { type Errand, isWaitingNotice } from '../../domain/delivery/errand.ts';
import { lineSpeaker } from '../../domain/speaker.ts';
import type { OutboxState } from '../../store/schema.ts';
import { noteEndQuestionSaid } from '../../store/talks/end-questions.ts';
import { endKeptNotice, keepNotice, markKeptNotice } from '../../store/talks/kept-notices.ts';
import { QUOTA_KEPT } from './month.ts';

/**
 * Reasons for which an unsent notice is sent later: no push was left, or the reply was too late.
 */
const UNSAID: ReadonlySet<string | null> = new Set(['quota', QUOTA_KEPT, 'no-reply-token']);

/**
 * Keeps an unsent notice, to be sent free of charge when the LINE user next writes. The question
 * whether to end a talk counts once it has been sent.
 */
export function keepUnlessSaid(
  context: Context,
  errand: Extract<Errand, { do: 'tell-line-user' }>,
  state: Exclude<OutboxState, 'queued'>,
  reason: string | null,
): void {
  const { channelId, lineUserId, notice, speech, aboutRoomId: roomId, keptId } = errand;
  if (keptId !== undefined) {
    if (state === 'sent' || state === 'uncertain') endKeptNotice(context.db, keptId);
    else markKeptNotice(context.db, keptId, false);
    return;
  }
  const keptAt = context.clock.now();
  const isQuestion = notice === 'leaving';
  if (isQuestion && (state === 'sent' || state === 'uncertain')) {
    noteEndQuestionSaid(context.db, lineSpeaker(channelId, lineUserId), keptAt);
    return;
  }
  if (!(isQuestion || isWaitingNotice(notice)) || !UNSAID.has(reason)) return;
  keepNotice(context.db, { channelId, lineUserId, notice, text: speech.text, roomId, keptAt });
}
