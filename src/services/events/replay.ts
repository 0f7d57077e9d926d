import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import type { MemberId } from '../../domain/ids.ts';
import { failedEvents, readEvent } from '../../store/queue/failed-events.ts';
import { type InboxRow, replayRow } from '../../store/queue/inbox.ts';
import { tellTogether } from './tell-together.ts';

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
  recordReplay(context, actor, row);
  return 'begun';
}

/** They take the turns of one speaker: a talk's two sides are processed in the order in which they wrote. */
const TOGETHER = 'replay';

/**
 * Has the oldest failed events processed again, once each, in the order in which they came; their results are told
 * together. The caller's transaction.
 *
 * @returns how many
 */
export function replayEvents(context: Context, actor: Actor, by: MemberId, most: number): number {
  const rows = failedEvents(context.db, { offset: 0, limit: most });
  for (const row of rows) {
    replayRow(context.db, row, by, TOGETHER);
    recordReplay(context, actor, row);
  }
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) tellTogether(context, by, ids);
  return ids.length;
}

const recordReplay = (context: Context, actor: Actor, { id, platform }: InboxRow) =>
  record(context, {
    action: 'event.replay',
    actor,
    outcome: 'ok',
    facts: { inboxId: id, platform: codeOf(platform) },
  });
