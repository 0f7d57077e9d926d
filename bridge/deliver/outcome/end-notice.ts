import { type Context, record } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import type { EndReason } from '../../../src/domain/delivery/end-reason.ts';
import { type Errand, isTurnedAway } from '../../../src/domain/delivery/errand.ts';
import { OLD_NEWS } from '../../../src/domain/delivery/may-leave.ts';
import { keepUnlessSaid } from '../../../src/services/pushes/keep-notice.ts';
import { tellUnheard } from '../../../src/services/rooms/close.ts';
import { lineUserName } from '../../../src/services/say/shown-name.ts';
import { forgetTurnedAway } from '../../../src/store/line/line-users.ts';
import { noteRunNotice } from '../../../src/store/talks/room-runs.ts';
import { changeRoom, readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { EndState } from './end-state.ts';

function noteClosingTold(
  context: Context,
  roomId: TalkRoom['id'],
  state: EndState,
  reason: EndReason | null,
): void {
  const isOld = reason === OLD_NEWS;
  // If not, it is said again, free of charge, when the LINE user next writes.
  changeRoom(context.db, roomId, { withdrawnTold: state === 'sent' });
  noteRunNotice(context.db, roomId, state === 'sent' ? 'sent' : isOld ? null : 'later');
  const room = isOld ? readRoom(context.db, roomId) : null;
  if (room !== null) tellUnheard(context, room);
}

/** Consequences of the end of a notice to a LINE user. */
export function finishNotice(
  context: Context,
  errand: Extract<Errand, { do: 'tell-line-user' }>,
  state: EndState,
  reason: EndReason | null,
): void {
  const ofClosing = errand.notice === 'withdrawn' || errand.notice === 'handed-over';
  if (ofClosing && errand.aboutRoomId !== null) {
    noteClosingTold(context, errand.aboutRoomId, state, reason);
  }
  // It did not arrive: the next message is answered (DESIGN §6.3).
  if (isTurnedAway(errand.notice) && state !== 'sent' && state !== 'uncertain') {
    forgetTurnedAway(context.db, errand.channelId, errand.lineUserId);
  }
  keepUnlessSaid(context, errand, state, reason);
  recordNotice(context, errand, state, reason);
}

export function recordNotice(
  context: Context,
  errand: Extract<Errand, { do: 'tell-line-user' | 'answer-message' }>,
  state: EndState,
  reason: EndReason | null,
): void {
  const who =
    errand.do === 'answer-message'
      ? {}
      : {
          lineUserId: errand.lineUserId,
          lineUserName: lineUserName(context, errand.lineUserId),
          roomId: errand.aboutRoomId,
        };
  record(context, {
    action: 'notice.deliver',
    actor: SYSTEM,
    outcome: state,
    reason,
    channelId: errand.channelId,
    ...who,
    facts: { notice: errand.notice },
  });
}
