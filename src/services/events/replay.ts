import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import type { MemberId } from '../../domain/ids.ts';
import { readEvent } from '../../store/queue/failed-events.ts';
import { replayRow } from '../../store/queue/inbox.ts';

/** What became of the wish to have an event processed again. */
export type Replayed = 'begun' | 'waits' | 'done-before' | 'no-content' | 'unknown';

/**
 * Has a failed event processed again, once, as things are now. It is not judged again whether it is too late: an
 * administrator wants it. What was unsent meanwhile has no content any more. The caller's transaction.
 */
export function replayEvent(context: Context, actor: Actor, by: MemberId, id: number): Replayed {
  const row = readEvent(context.db, id);
  if (row === null) return 'unknown';
  if (row.state === 'waiting') return row.replayedBy === null ? 'unknown' : 'waits';
  if (row.state === 'done') return row.replayedBy === null ? 'unknown' : 'done-before';
  if (row.body === null) return 'no-content';
  replayRow(context.db, row, by);
  record(context, {
    action: 'event.replay',
    actor,
    outcome: 'ok',
    facts: { inboxId: id, platform: codeOf(row.platform) },
  });
  return 'begun';
}
