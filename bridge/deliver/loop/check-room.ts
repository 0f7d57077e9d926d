import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { roomLane } from '../../../src/domain/delivery/lane.ts';
import { isOurRoom } from '../../../src/domain/delivery/our-room.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import type { WorksChannelId } from '../../../src/domain/ids.ts';
import { titleIn } from '../../../src/platforms/line-works/outbound.ts';
import { storeCreatedRoom } from '../../../src/services/rooms/store-created.ts';
import { leaveRoom } from '../../../src/services/say/say.ts';
import { directRoomOwner } from '../../../src/store/people/members.ts';
import { openLane, rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { dropRequest, putRequest, type RequestRow } from '../../../src/store/queue/requests.ts';
import {
  readRoom,
  roomByWorksChannel,
  type TalkRoom,
} from '../../../src/store/talks/talk-rooms.ts';
import { useDirectMode } from '../outcome/keep-answer.ts';
import type { Answer } from './answer.ts';
import type { Claim } from './claim.ts';
import type { PlatformCall } from './platform-call.ts';
import type { Platforms } from './platforms.ts';
import { callText } from './stored-call.ts';

/*
 * When the answer to a creation is lost, its `joined` callback may name the room; but so does the
 * callback of any room the member comes into. The room is checked before it becomes the customer's
 * (DESIGN §6.3).
 */

export type CheckCall = Extract<PlatformCall, { step: 'check-room' }>;
type CheckAnswer = Extract<Answer, { of: 'check-room' }>;

/** The next creation waits for the callback of the last one. */
const CALLBACK_MS = 1000;

/** Starts the check of a room that has appeared, in place of the creation with unknown outcome. */
export function beginCheck(
  context: Context,
  room: TalkRoom,
  creation: RequestRow,
  worksChannelId: WorksChannelId,
): void {
  const now = context.clock.now();
  const { attempts, unclear, firstAttemptAt } = creation;
  const call: CheckCall = {
    step: 'check-room',
    botId: context.settings.bridgeBotId,
    roomId: room.id,
    worksChannelId,
    creation: { attempts, unclear, firstAttemptAt },
  };
  const tries = { attempts: 0, unclear: 0, firstAttemptAt: now };
  putRequest(context.db, {
    ...creation,
    ...tries,
    step: call.step,
    address: callText(call),
  });
  const lane = roomLane(room.id, 'line-works');
  rescheduleLane(context.db, lane, now);
  // A closed talk has no other work there.
  openLane(context.db, { lane, platform: 'line-works', class: ERRAND_CLASS.relayed }, now);
}

/** Checks the members of a room and, if they are right, its title. */
export async function checkRoom(
  { works }: Platforms,
  { botId, worksChannelId }: CheckCall,
): Promise<Outcome<Answer>> {
  const members = await works.channelMembers(botId, worksChannelId);
  if (members.kind !== 'sent') return members;
  const channel = await works.getChannel(botId, worksChannelId);
  if (channel.kind !== 'sent') return channel;
  const found = { ...members.answer, title: channel.answer.title };
  const { channelType } = channel.answer;
  return { ...channel, answer: { of: 'check-room', found, channelType } };
}

/** Keeps the room if it is the one asked for; otherwise the creation is as unclear as before. */
export function settleCheck(
  context: Context,
  claim: Claim,
  call: CheckCall,
  answer: CheckAnswer | null,
): void {
  const room = readRoom(context.db, call.roomId);
  dropRequest(context.db, claim.lane);
  if (room === null) return;
  if (answer !== null && isOurs(context, claim, call, room, answer))
    keep(context, room, call, answer);
  else if (answer === null && room.state === 'closed') {
    // The room cannot be read: if the bot is in it, the bot leaves.
    leaveRoom(context, room.id, call.worksChannelId);
  } else waitAgain(context, claim, call);
}

function isOurs(
  context: Context,
  { request }: Claim,
  call: CheckCall,
  room: TalkRoom,
  { found }: CheckAnswer,
): boolean {
  if (roomByWorksChannel(context.db, call.worksChannelId) !== null) return false;
  const title = titleIn(request.body ?? '');
  const { botId } = call;
  return title !== null && isOurRoom(found, { botId, memberId: room.memberId, title });
}

/** The 1:1 room in disguise means direct mode, as after any creation. */
function keep(
  context: Context,
  room: TalkRoom,
  { botId, worksChannelId }: CheckCall,
  { channelType }: CheckAnswer,
): void {
  const isOneToOne =
    channelType === 'SINGLE_USER' || directRoomOwner(context.db, botId, worksChannelId) !== null;
  if (isOneToOne) useDirectMode(context, room.id);
  else storeCreatedRoom(context, room, worksChannelId);
  rescheduleLane(context.db, roomLane(room.id, 'line-works'), context.clock.now());
}

/**
 * The creation is repeated soon; for a closed talk its callback may still come, and the bot leaves.
 */
function waitAgain(context: Context, { request, lane }: Claim, call: CheckCall): void {
  const creation: PlatformCall = { step: 'create-room', botId: call.botId, roomId: call.roomId };
  putRequest(context.db, {
    ...request,
    ...call.creation,
    step: creation.step,
    address: callText(creation),
    inFlight: false,
  });
  rescheduleLane(context.db, lane, context.clock.now() + CALLBACK_MS);
}
