import type { Context } from '../../../src/context.ts';
import { codeOf } from '../../../src/domain/audit-facts.ts';
import type { CommandSaid } from '../../../src/domain/command-said.ts';
import type { Deferred, EventResult } from '../../../src/domain/event-result.ts';
import type { WorksChannelId } from '../../../src/domain/ids.ts';
import { beginsWithSlash, readMemberSaid } from '../../../src/domain/messages/member-words.ts';
import { isForCommands } from '../../../src/domain/messages/press.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { forgetEvent } from '../../../src/services/audit/erase-message.ts';
import { noteLanguageUsed } from '../../../src/services/languages/note.ts';
import { rolesOf } from '../../../src/services/roles/roles.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellMember } from '../../../src/services/say/say.ts';
import type { InboxRow } from '../../../src/store/queue/inbox.ts';
import { anyRoomBeingCreated } from '../../../src/store/queue/room-creations.ts';
import { talkThatLeft } from '../../../src/store/talks/left-rooms.ts';
import type { CommandPort } from '../command-port.ts';
import { pressForeign } from '../press-foreign.ts';
import { recordEvent } from '../record-message.ts';
import { type Pressed, pressedIn, recordMemberPress } from '../record-press.ts';
import { relayDirectMessage } from './direct-message.ts';
import { type EventPlace, type FromMember, placeOf } from './event-place.ts';
import { refuseLeftRoom } from './left-room.ts';
import { pressWhereLeft } from './press-in-room.ts';
import { relayRoomMessage } from './room-message.ts';

const DEFER_MS = 500;
/** How long a callback waits for a room that is being stored. */
const PATIENCE_MS = 30_000;

interface Heard {
  readonly context: Context;
  readonly row: InboxRow;
  readonly event: FromMember;
  readonly place: EventPlace;
  /** Null: the text was typed. */
  readonly pressed: Pressed | null;
  readonly runCommand: CommandPort;
}

/**
 * A person at LINE WORKS has written or pressed. The meaning depends on the bot and the room; a
 * press counts only where its button belongs.
 *
 * @returns a word for the inbox row, or when to try it again
 */
export function hearMember(
  context: Context,
  row: InboxRow,
  event: FromMember,
  runCommand: CommandPort,
): EventResult | Deferred {
  const place = placeOf(context, event);
  const heard: Heard = { context, row, event, place, pressed: pressedIn(event), runCommand };
  noteLanguageUsed(context, event.userId, heard.pressed?.language ?? null);
  const isAdminBot = event.botId === context.settings.adminBotId;
  const result = isAdminBot ? hearAdministrator(heard) : hearAtBridge(heard);
  // A group's words are not kept, not even for a week (DESIGN §6.3).
  if (place.kind === 'elsewhere' && typeof result === 'string') forgetEvent(context, row.id);
  return result;
}

function saidIn({ row, event, place }: Heard): CommandSaid {
  const { userId, what } = event;
  return {
    memberId: userId,
    text: what.kind === 'message' && what.content.kind === 'text' ? what.content.text : null,
    press: null,
    channelId: place.kind === 'elsewhere' ? place.worksChannelId : null,
    receivedAt: row.receivedAt,
  };
}

function hearAdministrator(heard: Heard): EventResult | Deferred {
  const { context, event, place, pressed, runCommand } = heard;
  const said = saidIn(heard);
  if (pressed === null) return runCommand(context, said);
  const { press } = pressed;
  if (press !== null) {
    return isForCommands(press)
      ? runCommand(context, { ...said, press })
      : misplace(heard, pressed);
  }
  // The text of a foreign button counts as typed, where it is a command.
  const result = said.text === null ? 'no-command' : runCommand(context, { ...said, orElse: true });
  return result === 'no-command' ? pressForeign(context, event, place, pressed) : result;
}

function hearAtBridge(heard: Heard): EventResult | Deferred {
  const { context, event, place, pressed, runCommand } = heard;
  switch (place.kind) {
    case 'talk-room':
      return relayRoomMessage(context, event, place.room, pressed);
    case 'elsewhere':
      return hearElsewhere(heard, place.worksChannelId);
    case 'one-to-one': {
      const command = context.settings.adminBotId === null ? commandIn(heard) : null;
      const result = command === null ? 'no-command' : runCommand(context, command);
      return result === 'no-command' ? relayDirectMessage(context, event, pressed) : result;
    }
    default:
      return place satisfies never;
  }
}

/**
 * Without an admin bot, the bridge bot takes commands that start with a slash (DESIGN §8): commands
 * first, then members' words. `/help` from a person without a role is about the latter.
 */
function commandIn(heard: Heard): CommandSaid | null {
  const said = saidIn(heard);
  const press = heard.pressed?.press ?? null;
  if (press !== null) return isForCommands(press) ? { ...said, press } : null;
  if (said.text === null || !beginsWithSlash(said.text)) return null;
  const read = readMemberSaid(said.text, { slashOptional: false });
  const isHelp = read.kind === 'word' && read.word.word === 'help';
  if (isHelp && rolesOf(heard.context, said.memberId).size === 0) return null;
  const text = said.text.replace(/^\s*[/／]/u, '');
  return { ...said, text, orElse: read.kind === 'word' };
}

/** A room that is neither a talk room nor the bot's own relays no messages and takes no orders. */
function hearElsewhere(heard: Heard, channelId: WorksChannelId): EventResult | Deferred {
  const { context, row, event, place, pressed, runCommand } = heard;
  const left = talkThatLeft(context.db, channelId);
  if (pressed?.press) {
    const done = left === null ? null : pressWhereLeft(context, event, left, pressed.press);
    return done ?? misplace(heard, pressed);
  }
  if (event.what.kind === 'postback' && pressed !== null) {
    return recordMemberPress(context, event, place, pressed);
  }
  if (left !== null) return refuseLeftRoom(context, event, left);
  const now = context.clock.now();
  // An unknown room may be one being stored at this very moment.
  if (anyRoomBeingCreated(context.db, now - PATIENCE_MS) && now - row.receivedAt < PATIENCE_MS) {
    return { deferUntil: now + DEFER_MS };
  }
  const command = context.settings.adminBotId === null ? commandIn(heard) : null;
  if (command !== null && runCommand(context, { ...command, orElse: true }) !== 'no-command') {
    return 'outside';
  }
  recordEvent(
    context,
    actingMember(context, event.userId),
    'unknown-room',
    { type: codeOf(event.what.kind), worksChannelId: channelId },
    { memberId: event.userId },
  );
  return 'unknown-room';
}

/** A button of ours, pressed where it does not count: the bot tells the presser in its own room. */
function misplace({ context, event, place }: Heard, pressed: Pressed): EventResult {
  const { own } = wordsForMember(context, event.userId);
  tellMember(context, event.botId, event.userId, { text: own.notHere });
  return recordMemberPress(context, event, place, pressed);
}
