import type { Context } from '../../../context.ts';
import { type Forgetting, forgettingsUnderWay } from '../../../store/audit/forgettings.ts';
import type { HoldSubject } from '../../../store/audit/holds.ts';
import { roomsWith, type TalkRoom } from '../../../store/talks/talk-rooms.ts';

/** Erasures under way of LINE users whose talks a hold on this would keep: it comes too late. */
export function erasuresWithin(
  { db }: Context,
  { kind, subject }: HoldSubject,
): readonly Forgetting[] {
  const isHeld = ({ id, memberId }: TalkRoom) => (kind === 'room' ? `${id}` : memberId) === subject;
  return forgettingsUnderWay(db).filter(({ lineUserId }) =>
    kind === 'line-user' ? lineUserId === subject : roomsWith(db, lineUserId).some(isHeld),
  );
}
