import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_BASE = 10n ** 17n;
const ID_SPAN_MS = 8_000_000_000_000n;

/** ULID, the form of `webhookEventId` (line.md §1.4): 48 bits of time, 80 of chance. */
export function ulid(now: number): string {
  let value =
    (BigInt(Math.max(0, Math.floor(now))) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = (CROCKFORD[Number(value & 31n)] ?? '0') + text;
    value >>= 5n;
  }
  return text;
}

/** Next message id: 18 decimal digits, above 2^53, rising even when the clock does not. */
export function nextMessageId(last: string | null, now: number): string {
  const byClock = ID_BASE + (BigInt(Math.max(0, Math.floor(now))) % ID_SPAN_MS) * 100_000n;
  const afterLast = last === null ? 0n : BigInt(last) + 1n;
  return String(byClock > afterLast ? byClock : afterLast);
}

/** The bot's user id: the same for a channel in every run. */
export function botUserIdOf(channelId: string): string {
  return `U${createHash('sha256').update(`bot:${channelId}`).digest('hex').slice(0, 32)}`;
}

export function randomUserId(): string {
  return `U${randomBytes(16).toString('hex')}`;
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** `kind.payload.mac`: a token the platform recognises without having stored it. */
export function seal(key: string, kind: string, payload: string): string {
  const body = `${kind}.${Buffer.from(payload).toString('base64url')}`;
  return `${body}.${mac(key, body)}`;
}

/** The payload of a token of this kind sealed with this key, else null. */
export function unseal(key: string, kind: string, token: string): string | null {
  const [head, payload, sum] = token.split('.');
  if (head !== kind || payload === undefined || sum === undefined) return null;
  const wanted = Buffer.from(mac(key, `${head}.${payload}`));
  const given = Buffer.from(sum);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null;
  return Buffer.from(payload, 'base64url').toString();
}

function mac(key: string, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}
