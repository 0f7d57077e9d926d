import type { Context } from '../../context.ts';
import type { Errand } from '../../domain/delivery/errand.ts';
import { isLateLane } from '../../domain/delivery/lane.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import type { LineUserId, MemberId, TalkRoomId } from '../../domain/ids.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import { knownErrandOf, rowsById } from '../../store/queue/outbox.ts';
import { type StuckLane, stuckLanes } from '../../store/queue/stuck-lanes.ts';

/** Without pressure words wait for seconds, and for a file twenty of them. */
const LONGER_THAN_IT_SHOULD_MS = MINUTE_MS;

/** A lane that does not get on, and whom it is for. */
export interface Stuck extends StuckLane {
  readonly roomId: TalkRoomId | null;
  /** Where it belongs to no talk. */
  readonly memberId: MemberId | null;
  readonly lineUserId: LineUserId | null;
}

/** What waits longer than it should. Messages whose file is late are told by the file's own lane. */
export function listStuck(context: Context): Stuck[] {
  const before = context.clock.now() - LONGER_THAN_IT_SHOULD_MS;
  return stuckLanes(context.db, before)
    .filter(({ lane }) => !isLateLane(lane))
    .map((lane) => ({ ...lane, ...whose(context, lane.rowId) }));
}

function whose({ db }: Context, rowId: number): Pick<Stuck, 'roomId' | 'memberId' | 'lineUserId'> {
  const [row] = rowsById(db, [rowId]);
  const errand: Errand | null = row === undefined ? null : knownErrandOf(row);
  const ofFile = errand !== null && 'entryId' in errand ? entryOf(db, errand.entryId) : null;
  return {
    roomId: row?.roomId ?? ofFile?.roomId ?? null,
    memberId: errand !== null && 'memberId' in errand ? errand.memberId : null,
    lineUserId: errand !== null && 'lineUserId' in errand ? errand.lineUserId : null,
  };
}
