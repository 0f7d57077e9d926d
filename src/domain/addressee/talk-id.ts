import { type TalkId, talkId } from '../ids.ts';

/** The member's Talk ID: the local part of the login ID (`id@group`), lower-cased. */
export function talkIdOf(email: string | null): TalkId | null {
  const localPart = email?.trim().split('@')[0]?.toLowerCase() ?? '';
  return localPart === '' ? null : talkId(localPart);
}

/** Whether `id@group` may be this login ID; the typed group may lack its dotted ending. */
export function isGroupOf(group: string, email: string | null): boolean {
  const own = email?.trim().split('@')[1]?.toLowerCase() ?? '';
  return own !== '' && (own === group || own.startsWith(`${group}.`));
}

/**
 * Talk IDs that no member may hold: they sound like an authority, or are words that a LINE user
 * types to us (DESIGN §6.3). Every word beginning with "admin" is reserved too (product.md §2).
 */
export const RESERVED_TALK_IDS: ReadonlySet<string> = new Set([
  'abuse',
  'help',
  'hostmaster',
  'leave',
  'line',
  'lineworks',
  'members',
  'naver',
  'official',
  'postmaster',
  'root',
  'security',
  'support',
  'system',
  'webmaster',
  'works',
]);

export type LoginIdFault = 'characters' | 'reserved';

/** Why a lower-cased local part cannot be a Talk ID; null when it can (DESIGN §6.2). */
export function loginIdFault(localPart: string): LoginIdFault | null {
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(localPart)) return 'characters';
  if (localPart.endsWith('.') || localPart.includes('..')) return 'characters';
  if (localPart.startsWith('admin') || RESERVED_TALK_IDS.has(localPart)) return 'reserved';
  return null;
}

/** The text a LINE user sends to reach the holder of `id`. */
export const talkIdText = (id: TalkId) => `トークID: ${id}`;

/** The invite link: opens the OA's chat with the Talk ID prefilled (line.md §5.1). */
export function invitePath(basicId: string, id: TalkId): string {
  return `https://line.me/R/oaMessage/${encodeURIComponent(basicId)}/?${encodeURIComponent(talkIdText(id))}`;
}
