import type { Context } from '../../context.ts';
import type { MediaContent } from '../../domain/content.ts';
import { ERRAND_CLASS } from '../../domain/errand.ts';
import type { ChannelId, EntryId } from '../../domain/ids.ts';
import { mediaLane } from '../../domain/lane.ts';
import { saveMedia } from '../../store/media.ts';
import { queueErrand } from '../../store/outbox.ts';

/**
 * Sets out to get a message's file from the platform it was sent on. It has a lane of its own: it begins
 * at once, whatever its room is waiting for, and the room's words wait for it only behind it. What an
 * external server holds is never fetched (line.md §1.6). `owner`: who sent it; speakers take turns.
 */
export function planFetch(
  context: Context,
  entryId: EntryId,
  content: MediaContent,
  direction: 'in' | 'out',
  channelId: ChannelId | null,
  owner: string,
): void {
  const { fileName, durationMs } = content;
  const file = { entryId, fileName, durationMs, setId: content.imageSet?.id ?? null };
  if (content.contentId === null) {
    saveMedia(context.db, { ...file, state: 'refused', reason: 'external' });
    return;
  }
  saveMedia(context.db, { ...file, state: 'fetching' });
  const from = direction === 'in' ? 'line' : 'line-works';
  queueErrand(
    context.db,
    {
      lane: mediaLane(entryId),
      platform: from,
      class: ERRAND_CLASS.relayed,
      errand: { do: 'fetch-media', entryId, from, channelId: from === 'line' ? channelId : null },
      owner,
    },
    context.clock.now(),
  );
}
