import { randomUUID } from 'node:crypto';
import type { BotInput, MemberInput } from '../types.ts';
import type { BotRecord, MemberRecord } from './records.ts';
import type { World } from './world.ts';

/** Types of member content a bot may receive (line-works.md §5.3). */
export const CALLBACK_EVENTS = ['text', 'location', 'sticker', 'image', 'file', 'audio', 'video'];
/** Events a bot may receive (line-works.md §5.3). */
export const CHANNEL_EVENTS = [
  'message',
  'join',
  'leave',
  'joined',
  'left',
  'postback',
  'begin',
  'end',
];

/** "姓 名"; the address when neither is set. */
export function fullName(m: Pick<MemberRecord, 'lastName' | 'firstName' | 'email'>): string {
  const parts = [m.lastName, m.firstName].filter((p) => p !== null && p !== '');
  return parts.length > 0 ? parts.join(' ') : m.email;
}

/** A member by userId or login e-mail (line-works.md §3.1). */
export function findMember(world: World, key: string): MemberRecord | undefined {
  const byId = world.members.get(key);
  if (byId !== undefined) return byId;
  const same = world.members.all().filter((m) => m.email === key);
  return same.find((m) => !m.isDeleted) ?? same[0];
}

/** The fields that are set, without those given as `undefined`. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Guarantee: a subset of the entries of T, none undefined.
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Writes the given fields over a stored member. */
export function writeMember(
  world: World,
  member: MemberRecord,
  fields: Partial<MemberInput>,
): MemberRecord {
  const { photo, userId: _fixed, ...rest } = present(fields);
  const written = { ...member, ...rest };
  if (photo !== undefined) {
    written.hasPhoto = photo !== null;
    if (photo === null) world.store.removeBytes(`photo:${member.userId}`);
    else world.store.putBytes(`photo:${member.userId}`, photo);
  }
  world.members.put(written);
  return written;
}

/** Adds a member, or writes the given fields over the one with this userId or e-mail. */
export function putMember(world: World, input: MemberInput): MemberRecord {
  const known =
    (input.userId === undefined ? undefined : world.members.get(input.userId)) ??
    findMember(world, input.email);
  if (known !== undefined) return writeMember(world, known, input);
  const blank: MemberRecord = {
    seq: world.nextSeq(),
    userId: input.userId ?? randomUUID(),
    email: input.email,
    lastName: null,
    firstName: null,
    phoneticLastName: null,
    phoneticFirstName: null,
    i18nNames: [],
    nickName: null,
    department: null,
    position: null,
    isAdministrator: false,
    hasPhoto: false,
    isSuspended: false,
    isAwaiting: false,
    isPending: false,
    isDeleted: false,
    leaveOfAbsence: false,
  };
  return writeMember(world, blank, input);
}

/**
 * Registers a bot. On a restored one only the callback URL changes, and the secret when the
 * configuration changed it: one re-issued meanwhile stays in force.
 */
export function putBot(world: World, input: BotInput): BotRecord {
  const known = world.bots.get(input.botId);
  const bot: BotRecord =
    known === undefined
      ? {
          botId: input.botId,
          name: input.name,
          botSecret: input.botSecret,
          registeredSecret: input.botSecret,
          description: '',
          photoUrl: '',
          enableCallback: true,
          callbackUrl: input.callbackUrl,
          callbackEvents: input.callbackEvents ?? [...CALLBACK_EVENTS],
          channelEvents: input.channelEvents ?? [...CHANNEL_EVENTS],
          administrators: input.administrators ?? [],
          subadministrators: [],
          enableGroupJoin: true,
          releasedTo: null,
          persistentMenu: null,
        }
      : { ...known, callbackUrl: input.callbackUrl };
  if (bot.registeredSecret !== input.botSecret) {
    bot.botSecret = input.botSecret;
    bot.registeredSecret = input.botSecret;
  }
  world.bots.put(bot);
  return bot;
}
