import { type Context, record } from '../../../context.ts';
import type { Actor } from '../../../domain/audit.ts';
import type { LineUserId, MemberId } from '../../../domain/ids.ts';
import { insertForgetting } from '../../../store/audit/forgettings.ts';
import { planJob } from '../../../store/queue/jobs.ts';
import { openRoomsWith } from '../../../store/talks/talk-rooms.ts';
import { closeRoom } from '../../rooms/close.ts';
import { namesOfLineUser } from './names.ts';
import { forgetOutlook } from './outlook.ts';

/**
 * Begins to forget a LINE user (DESIGN §6.9): their talks end now, and a job erases what is kept of
 * them once what is being sent has gone out.
 *
 * @returns the number under which its end is told
 */
export function forgetLineUser(
  context: Context,
  actor: Actor,
  askedBy: MemberId,
  lineUserId: LineUserId,
): number {
  const { exports: _exports, ...facts } = forgetOutlook(context, lineUserId);
  const askedEntry = record(context, {
    action: 'audit.forget',
    actor,
    outcome: 'pending',
    lineUserId,
    facts,
  });
  const names = namesOfLineUser(context, lineUserId);
  for (const room of openRoomsWith(context.db, lineUserId)) {
    closeRoom(context, actor, room, 'forgotten');
  }
  const now = context.clock.now();
  const begun = { lineUserId, askedBy, askedEntry, names, askedAt: now, since: now };
  const id = insertForgetting(context.db, begun);
  planJob(context.db, { kind: 'forget', key: `${id}`, payload: { id }, dueAt: now });
  return id;
}
