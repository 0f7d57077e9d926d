import type { Context } from '../context.ts';
import type { ChannelId, LineUserId } from '../domain/ids.ts';
import { formatInstant } from '../domain/jst.ts';
import { keptNoticesFor, markKeptNotice } from '../store/kept-notices.ts';
import { wordsForLineUser } from './people.ts';
import { tellLineUser } from './say.ts';

/** Notices that were not pushed are said when the LINE user writes, free of charge and with their date. */
export function tellKeptNotices(
  context: Context,
  to: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
): void {
  const kept = keptNoticesFor(context.db, to.channelId, to.lineUserId);
  if (kept.length === 0) return;
  const { line } = wordsForLineUser(context, to.lineUserId);
  for (const { id, notice, text, roomId, keptAt } of kept) {
    markKeptNotice(context.db, id, true);
    const speech = { text: line.earlierNotice(formatInstant(keptAt), text) };
    const about = roomId === null ? {} : { roomId };
    tellLineUser(context, to, notice, speech, { replyOnly: true, keptId: id, ...about });
  }
}
