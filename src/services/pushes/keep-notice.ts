import type { Context } from '../../context.ts';
import { type Errand, isWaitingNotice } from '../../domain/errand.ts';
import { lineSpeaker } from '../../domain/speaker.ts';
import { noteEndQuestionSaid } from '../../store/end-questions.ts';
import { endKeptNotice, keepNotice, markKeptNotice } from '../../store/kept-notices.ts';
import type { OutboxState } from '../../store/schema.ts';
import { QUOTA_KEPT } from './month.ts';

/** Why a notice was not said that is as good later: no push was to be had, or the reply came too late. */
const UNSAID: ReadonlySet<string | null> = new Set(['quota', QUOTA_KEPT, 'no-reply-token']);

/**
 * What was not said is said, free of charge, when the LINE user next writes. The question whether a talk is to
 * end counts once it has been said.
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
