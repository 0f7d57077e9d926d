import {
  botId,
  channelId,
  type LineUserId,
  lineUserId,
  type MemberId,
  memberId,
  type WorksChannelId,
  worksChannelId,
} from '../src/domain/ids.ts';

/** The company of the bench: people are numbers, so that no process needs a list of them. */

export const CHANNEL = channelId('1657000001');
export const SECRET = '0123456789abcdef0123456789abcdef';
export const BOT_USER = `U${'b'.repeat(32)}`;
export const BRIDGE_BOT = botId('2000001');
export const BRIDGE_SECRET = 'bridge-bot-secret';
export const DOMAIN = 400_000_001;

/** The number of talk rooms, each with its own LINE user, and of the members who share them. */
export interface Company {
  readonly rooms: number;
  readonly members: number;
}

/** Members have a score of rooms each; very many rooms are shared by a thousand members. */
export const companyOf = (rooms: number): Company => ({
  rooms,
  members: Math.min(1000, Math.max(1, Math.ceil(rooms / 20))),
});

const uuid = (group: string, n: number) => `00000000-0000-4000-${group}-${digits(n)}`;
const digits = (n: number) => String(n).padStart(12, '0');

/** The LINE user of room `n`, from 0. */
export const lineUserOf = (n: number): LineUserId =>
  lineUserId(`U${n.toString(16).padStart(32, '0')}`);

/** The LINE WORKS room of room `n`. */
export const worksChannelOf = (n: number): WorksChannelId => worksChannelId(uuid('9000', n));

/** The member with number `n`. */
export const memberOf = (n: number): MemberId => memberId(uuid('8000', n));

/** The number of the member of room `n`. */
export const ownerOf = ({ members }: Company, n: number): number => n % members;

/** A member's directory entry. */
export const directoryEntryOf = (n: number) => ({
  userId: memberOf(n),
  email: `staff${n}@bench`,
  userName: { lastName: '田中', firstName: `花${n}` },
  isAdministrator: n === 0,
});
