import type { Context } from '../../context.ts';
import { readMedia } from '../../store/files/media.ts';
import type { OutboxRow } from '../../store/queue/outbox.ts';

/**
 * Whether a part of a long message has been shown, so that no notice says that nothing arrived. A
 * file's last part is the file itself: without it nothing has (direct mode: the line above it).
 */
export const isPartOut = ({ db }: Context, { progress, entryId }: OutboxRow): boolean =>
  progress > 0 && (entryId === null || readMedia(db, entryId) === null);
