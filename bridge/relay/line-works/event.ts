import type { Context } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { asCode } from '../../../src/domain/audit-facts.ts';
import type { Deferred, EventResult } from '../../../src/domain/event-result.ts';
import type { WorksEvent } from '../../../src/domain/events.ts';
import { botId as toBotId } from '../../../src/domain/ids.ts';
import { readWorksEvent } from '../../../src/platforms/line-works/inbound.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { forgetEvent } from '../../../src/services/audit/erase-message.ts';
import { planGreeting } from '../../../src/services/say/greet.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellAdmins, tellMember, tellRoom } from '../../../src/services/say/say.ts';
import { directRoomOwner, saveDirectRoom } from '../../../src/store/people/members.ts';
import { type InboxRow, lastVerdicts } from '../../../src/store/queue/inbox.ts';
import type { CommandPort } from '../command-port.ts';
import { recordEvent } from '../record-message.ts';
import { placeOf } from './event-place.ts';
import { noteGuests } from './guests.ts';
import { hearMember } from './hear-member.ts';
import { adoptRoom, noteLeft } from './room.ts';

/** Takes one LINE WORKS callback from the inbox to its effects. */
export function relayWorksEvent(
  context: Context,
  row: InboxRow,
  runCommand: CommandPort,
): EventResult | Deferred {
  const botId = toBotId(row.account);
  const event = readWorksEvent(botId, JSON.parse(row.body ?? 'null'), row.receivedAt);
  if (event === null) {
    recordEvent(context, SYSTEM, 'unreadable', {});
    return 'unreadable';
  }
  if (row.verdict === 'not-ours') {
    recordEvent(context, SYSTEM, 'not-ours', { type: typeOf(event) });
    return 'not-ours';
  }
  if (row.verdict === 'stale') return noteStale(context, row, event);
  return act(context, row, event, runCommand);
}

/** Of an event that is not acted on only the type is kept. */
const typeOf = ({ what }: WorksEvent) => asCode(what.kind === 'other' ? what.type : what.kind);

function act(
  context: Context,
  row: InboxRow,
  event: WorksEvent,
  runCommand: CommandPort,
): EventResult | Deferred {
  const { what, channelId, userId, botId } = event;
  switch (what.kind) {
    case 'message':
    case 'postback':
      if (userId === null) {
        recordEvent(context, SYSTEM, 'no-user', { type: typeOf(event) });
        return 'no-user';
      }
      return hearMember(context, row, { ...event, userId }, runCommand);
    case 'begin':
    case 'end': {
      if (userId === null) return what.kind;
      const isNew = channelId === null || directRoomOwner(context.db, botId, channelId) === null;
      if (channelId !== null) saveDirectRoom(context.db, botId, channelId, userId);
      if (what.kind === 'begin') planGreeting(context, botId, userId, isNew);
      return what.kind;
    }
    case 'join':
    case 'joined':
      return noteGuests(context, row, event) ?? adoptRoom(context, row, { ...event, what });
    case 'leave':
    case 'left':
      return noteLeft(context, { ...event, what });
    case 'other':
      recordEvent(context, SYSTEM, 'unknown-kind', { type: typeOf(event) });
      return 'recorded';
    default:
      return what satisfies never;
  }
}

const STALE_IN_A_ROW = 3;

/** A late event is not acted on; its sender is asked, in its room, to send again (DESIGN §11). */
function noteStale(context: Context, row: InboxRow, event: WorksEvent): EventResult {
  const { userId, what } = event;
  recordEvent(
    context,
    userId === null ? SYSTEM : actingMember(context, userId),
    'stale',
    { type: typeOf(event), issuedAt: event.issuedAt },
    { memberId: userId },
  );
  const latest = lastVerdicts(context.db, row, STALE_IN_A_ROW + 1);
  const inARow = latest.findIndex((verdict) => verdict !== 'stale');
  // Said when the series reaches this length, not again for each event after it.
  if (inARow === STALE_IN_A_ROW) {
    tellAdmins(context, (words) => words.admin.staleAlarm);
  }
  if (userId === null || what.kind !== 'message') return 'stale';
  const place = placeOf(context, { ...event, userId });
  // People of a group have written to each other, not to us.
  if (place.kind === 'elsewhere') {
    forgetEvent(context, row.id);
    return 'stale';
  }
  const speech = { text: wordsForMember(context, userId).room.stale };
  const room = place.kind === 'talk-room' ? place.room : null;
  if (room?.state === 'open') tellRoom(context, room.id, speech);
  else tellMember(context, event.botId, userId, speech);
  return 'stale';
}
