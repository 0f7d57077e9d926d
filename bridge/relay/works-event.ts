import type { Context } from '../../src/context.ts';
import { SYSTEM } from '../../src/domain/audit.ts';
import type { WorksEvent } from '../../src/domain/events.ts';
import { type MemberId, botId as toBotId, type WorksChannelId } from '../../src/domain/ids.ts';
import { beginsWithSlash, readMemberSaid } from '../../src/domain/member-words.ts';
import { readWorksEvent } from '../../src/platforms/line-works/inbound.ts';
import { actingMember, wordsForMember } from '../../src/services/people.ts';
import { rolesOf } from '../../src/services/roles.ts';
import { tellAdmins, tellMember, tellRoom } from '../../src/services/say.ts';
import { type InboxRow, lastVerdicts } from '../../src/store/inbox.ts';
import { saveDirectRoom } from '../../src/store/members.ts';
import { anyRoomBeingCreated, roomByWorksChannel } from '../../src/store/talk-rooms.ts';
import type { Deferred } from './deferred.ts';
import { recordEvent } from './record-message.ts';
import { relayDirectMessage, relayRoomMessage } from './works-message.ts';
import { adoptRoom, noteLeft } from './works-room.ts';

/** A person speaking to a bot in its 1:1 room, or outside it. */
export interface CommandSaid {
  readonly memberId: MemberId;
  /** Null for what is not text. */
  readonly text: string | null;
  /** From a button; authority comes from this, never from the words (line-works.md §3.2). */
  readonly postback: string | null;
  /** Null in the 1:1 room. */
  readonly channelId: WorksChannelId | null;
  readonly receivedAt: number;
  /** It is a member's word, too: what is no command is left to us. */
  readonly orElse?: boolean;
}

/** What a command port says of a text that is no command, and that it left alone. */
export const NO_COMMAND = 'no-command';

/** Runs an administrator's words; the bot is given from outside, as the bridge does not know it. */
export type CommandPort = (context: Context, said: CommandSaid) => string | Deferred;

const DEFER_MS = 500;
/** How long a callback waits for a room that is being stored. */
const PATIENCE_MS = 30_000;

/** Takes one LINE WORKS callback from the inbox to its effects. */
export function relayWorksEvent(
  context: Context,
  row: InboxRow,
  runCommand: CommandPort,
): string | Deferred {
  const botId = toBotId(row.account);
  const event = readWorksEvent(botId, JSON.parse(row.body ?? 'null'), row.receivedAt);
  if (event === null) {
    recordEvent(context, SYSTEM, 'unreadable', {});
    return 'unreadable';
  }
  if (row.verdict === 'not-ours') {
    recordEvent(context, SYSTEM, 'not-ours', { type: event.what.kind });
    return 'not-ours';
  }
  if (row.verdict === 'stale') return noteStale(context, row, event);
  return act(context, row, event, runCommand);
}

function act(
  context: Context,
  row: InboxRow,
  event: WorksEvent,
  runCommand: CommandPort,
): string | Deferred {
  const { what, channelId, userId, botId } = event;
  switch (what.kind) {
    case 'message':
    case 'postback':
      if (userId === null) {
        recordEvent(context, SYSTEM, 'no-user', { type: what.kind });
        return 'no-user';
      }
      return hear(context, row, { ...event, userId }, runCommand);
    case 'begin':
    case 'end':
      if (channelId !== null && userId !== null) {
        saveDirectRoom(context.db, botId, channelId, userId);
      }
      return what.kind;
    case 'join':
    case 'joined':
      return adoptRoom(context, row, event);
    case 'leave':
    case 'left':
      return noteLeft(context, event);
    case 'other':
      recordEvent(context, SYSTEM, 'unknown-kind', { type: what.type });
      return 'recorded';
    default:
      return what satisfies never;
  }
}

type FromMember = WorksEvent & { readonly userId: MemberId };

function hear(
  context: Context,
  row: InboxRow,
  event: FromMember,
  runCommand: CommandPort,
): string | Deferred {
  const { settings } = context;
  const { botId, channelId, userId, what } = event;
  const said: CommandSaid = {
    memberId: userId,
    text: what.kind === 'message' && what.content.kind === 'text' ? what.content.text : null,
    postback: postbackOf(event),
    channelId: isTalkRoom(context, channelId) ? channelId : null,
    receivedAt: row.receivedAt,
  };
  if (settings.adminBotId !== null && botId === settings.adminBotId) {
    // A postback of the 1:1 room names its channel; a message there does not (line-works.md §0).
    return runCommand(context, { ...said, channelId: what.kind === 'message' ? channelId : null });
  }
  if (said.channelId !== null) return relayRoomMessage(context, event, said.channelId);
  if (channelId !== null && what.kind === 'message') {
    return unknownRoom(context, row, event, channelId);
  }
  const command = settings.adminBotId === null ? commandIn(context, said) : null;
  const result = command === null ? NO_COMMAND : runCommand(context, command);
  return result === NO_COMMAND ? relayDirectMessage(context, event) : result;
}

/**
 * Without an admin bot, the bridge bot takes commands that start with a slash (DESIGN §8): commands
 * first, then members' words. `/help` of somebody without a role is about the latter.
 */
function commandIn(context: Context, said: CommandSaid): CommandSaid | null {
  if (said.postback !== null && !/^(to|more|own):/.test(said.postback)) return said;
  if (said.postback !== null || said.text === null || !beginsWithSlash(said.text)) return null;
  const read = readMemberSaid(said.text, { slashOptional: false });
  const isHelp = read.kind === 'word' && read.word.word === 'help';
  if (isHelp && rolesOf(context, said.memberId).size === 0) return null;
  const text = said.text.replace(/^\s*[/／]/u, '');
  return { ...said, text, orElse: read.kind === 'word' };
}

const postbackOf = ({ what }: WorksEvent): string | null => {
  if (what.kind === 'postback') return what.data;
  return what.kind === 'message' ? what.postback : null;
};

const isTalkRoom = (context: Context, channelId: WorksChannelId | null) =>
  channelId !== null && roomByWorksChannel(context.db, channelId) !== null;

/** A room we do not know may be one that is being stored this very moment. */
function unknownRoom(
  context: Context,
  row: InboxRow,
  event: FromMember,
  channelId: WorksChannelId,
): string | Deferred {
  const now = context.clock.now();
  if (anyRoomBeingCreated(context.db, now - PATIENCE_MS) && now - row.receivedAt < PATIENCE_MS) {
    return { deferUntil: now + DEFER_MS };
  }
  recordEvent(
    context,
    actingMember(context, event.userId),
    'unknown-room',
    { type: event.what.kind, worksChannelId: channelId },
    { memberId: event.userId },
  );
  return 'unknown-room';
}

const STALE_IN_A_ROW = 3;

/** A late event is not acted on; its sender is asked to send again, in the same room (DESIGN §11). */
function noteStale(context: Context, row: InboxRow, event: WorksEvent): string {
  const { userId, what } = event;
  recordEvent(
    context,
    userId === null ? SYSTEM : actingMember(context, userId),
    'stale',
    { type: what.kind, issuedAt: event.issuedAt },
    { memberId: userId },
  );
  const latest = lastVerdicts(context.db, row, STALE_IN_A_ROW + 1);
  const inARow = latest.findIndex((verdict) => verdict !== 'stale');
  // Said when the row reaches its length, not again for each one after it.
  if (inARow === STALE_IN_A_ROW) {
    tellAdmins(context, (words) => words.admin.staleAlarm);
  }
  if (userId === null || what.kind !== 'message') return 'stale';
  const speech = { text: wordsForMember(context, userId).room.stale };
  const room = event.channelId === null ? null : roomByWorksChannel(context.db, event.channelId);
  if (room?.state === 'open') tellRoom(context, room.id, speech);
  else tellMember(context, event.botId, userId, speech);
  return 'stale';
}
