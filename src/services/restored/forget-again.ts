import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { ForgottenUser } from '../../domain/operator/restoration.ts';
import { readLineUser } from '../../store/line/line-users.ts';
import { changeRoom, openRoomsWith, roomsWith } from '../../store/talks/talk-rooms.ts';
import { forgetLineUser } from '../audit/forget/begin.ts';

/**
 * Forgets the LINE users again who were forgotten after the instant that a restored database shows. They were told then
 * and are not told twice. Returns how many of them were there again.
 */
export function forgetAgain(
  context: Context,
  actor: Actor,
  forgotten: readonly ForgottenUser[],
): number {
  const { db } = context;
  const back = forgotten.filter(
    ({ lineUserId }) =>
      readLineUser(db, lineUserId) !== null || roomsWith(db, lineUserId).length > 0,
  );
  for (const { lineUserId, askedBy } of back) {
    for (const { id } of openRoomsWith(db, lineUserId)) changeRoom(db, id, { withdrawnTold: true });
    forgetLineUser(context, actor, askedBy, lineUserId);
  }
  return back.length;
}
