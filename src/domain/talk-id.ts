import { type TalkId, talkId } from './ids.ts';
import { fold } from './text.ts';

/** The member's Talk ID: the local part of the login ID (`id@group`), lower-cased. */
export function talkIdOf(email: string | null): TalkId | null {
  const localPart = email?.trim().split('@')[0]?.toLowerCase() ?? '';
  return localPart === '' ? null : talkId(localPart);
}

/**
 * Talk IDs nobody may hold: they sound like an authority, or are words a LINE user types to us
 * (DESIGN §6.3). Whatever begins with "admin" is reserved too (product.md §2).
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

/** What keeps a lower-cased local part from being a Talk ID; null when nothing does (DESIGN §6.2). */
export function loginIdFault(localPart: string): LoginIdFault | null {
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(localPart)) return 'characters';
  if (localPart.endsWith('.') || localPart.includes('..')) return 'characters';
  if (localPart.startsWith('admin') || RESERVED_TALK_IDS.has(localPart)) return 'reserved';
  return null;
}

const ID = '([a-z0-9][a-z0-9._-]*)(?:@[a-z0-9.-]*)?';
const OPENING = `["'「『【(<@]?`;
const CLOSING = `["'」』】)>。!]*`;
const LABEL = '(?:トーク|(?<![a-z0-9])talk) ?id';

/** Anywhere in the text, while there is nobody else the message could be for. */
const LABELLED = new RegExp(`${LABEL}(?: ?[:=は] ?| is | |(?<=トーク ?id))${OPENING}${ID}`);
/** `talk id please` is a sentence: without the colon it stays a message to the open room. */
const LABELLED_ALONE = new RegExp(
  `^${LABEL}(?: ?[:=] ?|(?<=トーク ?id) )${OPENING}${ID}${CLOSING}$`,
);
const BARE = new RegExp(`^${ID}[。!]*$`);
const LONGEST_ID = 40;

/**
 * The Talk ID a LINE user means, lower-cased, whether or not anybody has it; null when the message
 * names none (DESIGN §6.3). Widths, case and a whole `id@group` are forgiven. With an open room only
 * a message that is nothing but `トークID: x` counts; without one the label may stand in a sentence,
 * and a message of one word may be the ID itself.
 */
export function readTalkId(text: string, facts: { readonly hasOpenRoom: boolean }): string | null {
  const said = forgiven(text);
  if (facts.hasOpenRoom) return candidate(LABELLED_ALONE.exec(said));
  const bare = candidate(BARE.exec(said));
  if (bare !== null) return bare.length >= 2 ? bare : null;
  return candidate(LABELLED.exec(said));
}

/** Copying on a phone brings along widths, invisible marks and line breaks. */
const forgiven = (text: string) => fold(text.replace(/\p{Cf}/gu, ''));

function candidate(match: RegExpExecArray | null): string | null {
  const id = match?.[1]?.replace(/\.+$/, '');
  return id === undefined || id.length > LONGEST_ID ? null : id;
}

/** What a LINE user sends to reach the holder of `id`. */
export const talkIdText = (id: TalkId) => `トークID: ${id}`;

/** The invite link: opens the OA's chat with the Talk ID prefilled (line.md §5.1). */
export function invitePath(basicId: string, id: TalkId): string {
  return `https://line.me/R/oaMessage/${encodeURIComponent(basicId)}/?${encodeURIComponent(talkIdText(id))}`;
}
