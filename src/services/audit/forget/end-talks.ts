import type { Context } from '../../../context.ts';
import { MINUTE_MS } from '../../../domain/durations.ts';
import { lineSpeaker } from '../../../domain/speaker.ts';
import { peopleRowsOf } from '../../../store/audit/about-line-user.ts';
import { latestEntry } from '../../../store/audit/audit-log.ts';
import { changeForgetting } from '../../../store/audit/forgettings.ts';
import { forgetLineUserRows } from '../../../store/line/line-users.ts';
import { forgetTriesOf } from '../../../store/people/talk-id-tries.ts';
import { rescheduleLane } from '../../../store/queue/lanes.ts';
import { endRows, headRows, type OutboxRow } from '../../../store/queue/outbox.ts';
import { dropRequest, requestOf } from '../../../store/queue/requests.ts';
import { dropEndQuestion, roomPlace } from '../../../store/talks/end-questions.ts';
import { dropAllKeptNotices } from '../../../store/talks/kept-notices.ts';
import { endLineChat } from '../../../store/talks/line-messages.ts';
import {
  heldBy,
  openQuestion,
  releaseHeld,
  settleQuestion,
} from '../../../store/talks/questions.ts';
import { forgetSpeaker } from '../../../store/talks/speakers.ts';
import { changeRoom, readRoom } from '../../../store/talks/talk-rooms.ts';
import { eraseEntries } from '../erase-entries.ts';
import { recordDelivery } from '../record-delivery.ts';
import { erasing } from './entries.ts';
import { namesOfLineUser } from './names.ts';
import { lanesOf, type Whose } from './whose.ts';

/** How long notices and goodbyes may take to go out. */
const PATIENCE_MS = MINUTE_MS;
/** A call under way ends within its deadline; none is waited for longer than this. */
const LONGEST_MS = 10 * MINUTE_MS;
const LOOK_AGAIN_MS = 500;
const ROWS_AT_ONCE = 100;

/**
 * Waits until what is being said has gone out, and then forgets who the person is: profile, names,
 * and all that makes the next message one of a customer who is known.
 *
 * @returns when to look again, ms
 */
export function endTalks(context: Context, whose: Whose): number {
  const waited = context.clock.now() - whose.forgetting.since;
  const lanes = lanesOf(whose);
  const isCalling = lanes.some((lane) => requestOf(context.db, lane)?.inFlight === true);
  const isWaiting = lanes.some((lane) => headRows(context.db, lane, 1).length > 0);
  if (isCalling && waited < LONGEST_MS) return LOOK_AGAIN_MS;
  if (isWaiting && waited < PATIENCE_MS) return LOOK_AGAIN_MS;
  for (const lane of lanes) {
    dropRequest(context.db, lane);
    for (const row of headRows(context.db, lane, ROWS_AT_ONCE)) endRow(context, row);
    rescheduleLane(context.db, lane, context.clock.now());
  }
  // A lane with more than that is looked at again.
  if (lanes.some((lane) => headRows(context.db, lane, 1).length > 0)) return 0;
  forgetWho(context, whose);
  return 0;
}

function endRow(context: Context, row: OutboxRow): void {
  endRows(context.db, [row.id], 'cancelled', 'erased');
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  if (room !== null && row.entryId !== null) {
    recordDelivery(context, room, row, 'cancelled', 'erased');
  }
}

function forgetWho(context: Context, whose: Whose): void {
  const { db } = context;
  const { forgetting, lineUserId, channelIds, rooms } = whose;
  // LINE or a member may have named them anew since it was asked for.
  const names = [...new Set([...whose.names, ...namesOfLineUser(context, lineUserId)])];
  for (const channelId of channelIds) {
    const speaker = lineSpeaker(channelId, lineUserId);
    const question = openQuestion(db, speaker);
    if (question !== null) {
      settleQuestion(db, question.id, 'expired');
      if (heldBy(db, question.id).length > 0) releaseHeld(db, question.id);
    }
    dropEndQuestion(db, speaker);
    forgetSpeaker(db, speaker);
    dropAllKeptNotices(db, channelId, lineUserId);
    endLineChat(db, { channelId, lineUserId });
  }
  for (const { id, state } of rooms) {
    dropEndQuestion(db, roomPlace(id));
    changeRoom(db, id, { givenName: null });
    // They may have begun to talk again meanwhile: of that the end is still to be told.
    if (state === 'open') continue;
    // No handover takes it over, and no later message is told that it has ended.
    changeRoom(db, id, { withdrawnTold: true, closedReason: 'forgotten' });
  }
  forgetTriesOf(db, lineUserId);
  forgetLineUserRows(db, lineUserId, channelIds);
  const named = peopleRowsOf(db, lineUserId).flatMap(({ id, name }) => (name === null ? [] : [id]));
  eraseEntries(context, { contents: [], names: named }, erasing(context, forgetting, {}));
  // What comes in from here on is a new customer's.
  const upTo = latestEntry(db);
  const since = context.clock.now();
  changeForgetting(db, forgetting.id, { stage: 'contents', names, upTo, since });
}
