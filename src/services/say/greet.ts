import type { Context } from '../../context.ts';
import { memberLane } from '../../domain/delivery/lane.ts';
import type { BotId, MemberId } from '../../domain/ids.ts';
import { type CommandPress, encodePress, type MemberPress } from '../../domain/messages/press.ts';
import type { SayButton, Speech } from '../../domain/messages/speech.ts';
import { memberSpeaker } from '../../domain/speaker.ts';
import { readLink } from '../../store/link.ts';
import { countByStatus, readLinkMember } from '../../store/people/link-members.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { headRows, latestRowId, spokeInLane } from '../../store/queue/outbox.ts';
import { readSpeaker } from '../../store/talks/speakers.ts';
import { countOpenRooms, roomModeOf } from '../../store/talks/talk-rooms.ts';
import { adminsUnresolved, ROLES, rolesOf } from '../roles/roles.ts';
import { wordsForMember } from './reader.ts';
import { tellMember } from './say.ts';

/** How long a person who starts the room may take to write: then that answer is the greeting. */
const GREET_AFTER_MS = 500;
/** A bot message this young has opened the room itself. */
const JUST_NOW_MS = 500;
/** How long a greeting waits for `ADMIN_USERS` to be found in the directory. */
const RESOLVE_MS = 3500;
const LOOK_AGAIN_MS = 250;

/** A person has started a bot's 1:1 room, and how far everything had come then. */
export interface Started {
  readonly botId: BotId;
  readonly memberId: MemberId;
  readonly startedAt: number;
  readonly latestRow: number;
  readonly spokeEntry: number;
}

/**
 * Plans the greeting of a person who has started a bot's 1:1 room. The bot's own first message
 * opens the room, too (line-works.md §2.2 `begin`): no greeting is due then. `isNew`: the room was
 * not known before.
 */
export function planGreeting(
  context: Context,
  botId: BotId,
  memberId: MemberId,
  isNew: boolean,
): void {
  const { db } = context;
  const startedAt = context.clock.now();
  const lane = memberLane(botId, memberId);
  const speaks = headRows(db, lane, 1).length > 0;
  if (isNew && (speaks || spokeInLane(db, lane, { since: startedAt - JUST_NOW_MS }))) return;
  const started: Started = {
    botId,
    memberId,
    startedAt,
    latestRow: latestRowId(db),
    spokeEntry: readSpeaker(db, memberSpeaker(memberId)).lastMessageEntry,
  };
  planJob(db, {
    kind: 'greet',
    key: `${botId}:${memberId}`,
    payload: started,
    dueAt: startedAt + GREET_AFTER_MS,
  });
}

/**
 * Greets, by role, unless the bot and the person have spoken meanwhile.
 *
 * @returns when to come back, ms; null when it is done
 */
export function greet(context: Context, started: Started): number | null {
  const { botId, memberId, startedAt, latestRow, spokeEntry } = started;
  if (spokeInLane(context.db, memberLane(botId, memberId), { after: latestRow })) return null;
  const spoken = readSpeaker(context.db, memberSpeaker(memberId)).lastMessageEntry;
  const { bridgeBotId, adminBotId } = context.settings;
  if (botId === bridgeBotId && spoken > spokeEntry) return null;
  const takesCommands = botId === (adminBotId ?? bridgeBotId);
  const now = context.clock.now();
  const isNobody = rolesOf(context, memberId).size === 0;
  if (takesCommands && isNobody && adminsUnresolved(context) && now - startedAt < RESOLVE_MS) {
    planJob(context.db, { kind: 'directory', key: '', payload: {}, dueAt: now });
    return LOOK_AGAIN_MS;
  }
  const isAdminBot = botId === adminBotId;
  tellMember(
    context,
    botId,
    memberId,
    isAdminBot ? greetingOfAdminBot(context, memberId) : greetingOfBridgeBot(context, memberId),
  );
  return null;
}

const button = (label: string, press: MemberPress | CommandPress): SayButton => ({
  label,
  token: encodePress(press),
  says: label,
});

function greetingOfAdminBot(context: Context, memberId: MemberId): Speech {
  const { greeting } = wordsForMember(context, memberId);
  const mayTurnOn = rolesOf(context, memberId).has('link-admin');
  const linkOff = mayTurnOn ? greeting.linkOffAdmin : greeting.linkOff;
  return {
    text: [
      greeting.admin(context.settings.companyName),
      readLink(context.db).enabled ? greeting.linkOn : linkOff,
      ...roleLines(context, memberId),
      greeting.adminHelp,
    ].join('\n'),
    buttons: commandButtons(context, memberId, greeting.buttonHelp),
  };
}

function roleLines(context: Context, memberId: MemberId): string[] {
  const { greeting, admin } = wordsForMember(context, memberId);
  const roles = ROLES.filter((role) => rolesOf(context, memberId).has(role));
  if (roles.length === 0) return [greeting.noRole];
  const names = roles.map((role) => admin.roleNames[role]).join(' / ');
  const { available } = countByStatus(context.db);
  return [greeting.roles(names), greeting.numbers(available, countOpenRooms(context.db))];
}

/**
 * Each button says the command that it runs, so that it can be typed next time; most useful first.
 */
function commandButtons(context: Context, memberId: MemberId, helpLabel: string): SayButton[] {
  const { greeting } = wordsForMember(context, memberId);
  const run = (line: string, label = line) => button(label, { do: 'run', line });
  const isOn = readLink(context.db).enabled;
  const roles = rolesOf(context, memberId);
  const ofLink = isOn
    ? [greeting.buttonStatus, greeting.buttonMemberAdd, greeting.buttonMembers]
    : [greeting.buttonLinkOn, greeting.buttonMemberAdd];
  const ofAudit = [greeting.buttonStatus, greeting.buttonAudit];
  const lines = roles.has('link-admin') ? ofLink : roles.size > 0 ? ofAudit : [];
  return [...lines.map((line) => run(line)), run(greeting.buttonHelp, helpLabel)];
}

function greetingOfBridgeBot(context: Context, memberId: MemberId): Speech {
  const { greeting } = wordsForMember(context, memberId);
  const isDirect = roomModeOf(context.db, memberId) === 'direct';
  const takesCommands = context.settings.adminBotId === null && rolesOf(context, memberId).size > 0;
  return {
    text: [
      greeting.bridge(context.settings.companyName),
      readLink(context.db).enabled ? greeting.linkOn : greeting.linkOff,
      ...memberLines(context, memberId, isDirect),
      isDirect || takesCommands ? greeting.memberHelpSlash : greeting.memberHelp,
      ...(takesCommands ? [greeting.commandsHere] : []),
    ].join('\n'),
    buttons: [
      ...memberButtons(context, memberId),
      ...(takesCommands ? commandButtons(context, memberId, greeting.buttonCommands) : []),
    ],
  };
}

function memberLines(context: Context, memberId: MemberId, isDirect: boolean): string[] {
  const { greeting, status } = wordsForMember(context, memberId);
  const link = readLinkMember(context.db, memberId);
  if (link === null) return [greeting.notLinked];
  if (link.status !== 'available' || link.talkId === null) {
    return [greeting.memberStatus(status[link.status])];
  }
  return [isDirect ? greeting.inOneRoom : greeting.inRooms, greeting.talkId(link.talkId)];
}

function memberButtons(context: Context, memberId: MemberId): SayButton[] {
  const { greeting } = wordsForMember(context, memberId);
  const isLinked = readLinkMember(context.db, memberId)?.status === 'available';
  return [
    ...(isLinked
      ? [
          button(greeting.buttonInvite, { do: 'invite' }),
          button(greeting.buttonList, { do: 'list', page: 0 }),
        ]
      : []),
    button(greeting.buttonHelp, { do: 'help' }),
  ];
}
