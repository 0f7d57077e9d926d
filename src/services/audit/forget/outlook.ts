import type { Context } from '../../../context.ts';
import type { LineUserId } from '../../../domain/ids.ts';
import { countFilesWith, countMessagesWith } from '../../../store/audit/about-line-user.ts';
import { entryOf } from '../../../store/audit/audit-log.ts';
import { latestExports } from '../../../store/audit/exports.ts';
import { countQueuedRelays } from '../../../store/queue/outbox.ts';
import { roomsWith } from '../../../store/talks/talk-rooms.ts';
import { MOST_COUNTED } from '../keep/settle-retentions.ts';
import { namesOfLineUser } from './names.ts';

/** What forgetting a LINE user would erase. Counts go up to `MOST_COUNTED`. */
export interface ForgetOutlook {
  readonly messages: number;
  readonly files: number;
  readonly rooms: number;
  /** Talk rooms that are open now. */
  readonly open: number;
  /** Messages that have not gone out. */
  readonly waiting: number;
  /**
   * The latest exports, in which they may stand: also those that broke off, which may have handed
   * out a part.
   */
  readonly exports: readonly { readonly at: number; readonly actorName: string | null }[];
}

const MOST_EXPORTS = 5;

/** Whether nothing would go: somebody who was forgotten and has not come back. */
export const isNothingLeft = (
  context: Context,
  lineUserId: LineUserId,
  { messages, files, open, waiting }: ForgetOutlook,
): boolean =>
  messages + files + open + waiting === 0 && namesOfLineUser(context, lineUserId).length === 0;

/** Says in numbers what would go. */
export function forgetOutlook(context: Context, lineUserId: LineUserId): ForgetOutlook {
  const { db } = context;
  const rooms = roomsWith(db, lineUserId);
  return {
    messages: countMessagesWith(db, lineUserId, MOST_COUNTED),
    files: countFilesWith(db, lineUserId, MOST_COUNTED),
    rooms: rooms.length,
    open: rooms.filter(({ state }) => state === 'open').length,
    waiting: countQueuedRelays(
      db,
      rooms.map(({ id }) => id),
    ),
    exports: latestExports(db, MOST_EXPORTS).map(({ entryId, begunAt }) => ({
      at: begunAt,
      actorName: entryOf(db, entryId)?.actorName ?? null,
    })),
  };
}
