import type { Context } from '../../context.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import { mediaLane } from '../../domain/delivery/lane.ts';
import type { ChannelId, EntryId } from '../../domain/ids.ts';
import type { MediaContent } from '../../domain/messages/content.ts';
import { saveMedia } from '../../store/files/media.ts';
import { queueErrand } from '../../store/queue/outbox.ts';

/**
 * Queues the fetch of a message's file from the platform it was sent on. The fetch has a lane of
 * its own: it begins at once, whatever its room waits for, and the room's words wait for it only
 * when they stand behind it. A file on an external server is never fetched (line.md §1.6). `owner`:
 * its sender; speakers take turns.
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
