import { loginIdFault, talkIdOf } from '../addressee/talk-id.ts';
import { containsLine } from '../text/names.ts';

/** 連携状態: 待機中 / 利用可能 / 失敗 / 再試行. */
export type LinkStatus = 'pending' | 'available' | 'failed' | 'retrying';

/** Why a member cannot be linked; each has a fix in plain words (DESIGN §6.2). */
export type FailureReason =
  | 'emoji-in-name'
  | 'line-in-name'
  | 'bad-login-id'
  | 'line-in-login-id'
  | 'reserved-login-id'
  | 'company-name'
  | 'talk-id-taken'
  | 'not-found'
  | 'suspended'
  | 'being-deleted'
  /** LINE WORKS says so when the first message is sent; no earlier fact tells. */
  | 'not-released'
  | 'no-login-id'
  /** It was under way in a copy that was restored. */
  | 'restored';

export interface RegistrationMember {
  readonly fullName: string;
  /** Names in other languages, nickname. */
  readonly otherNames: readonly string[];
  /** The login ID, `id@group`. */
  readonly email: string | null;
  readonly isSuspended: boolean;
  readonly isDeleted: boolean;
}

export interface RegistrationFacts {
  /** Null when the directory has no such member. */
  readonly member: RegistrationMember | null;
  readonly companyName: string;
  readonly talkIdTakenByOther: boolean;
}

/** The first obstacle to linking a member, the most fundamental first; null when there is none. */
export function registrationFault(facts: RegistrationFacts): FailureReason | null {
  const { member } = facts;
  if (member === null) return 'not-found';
  if (member.isDeleted) return 'being-deleted';
  if (member.isSuspended) return 'suspended';
  return (
    companyNameFault(facts.companyName) ??
    nameFault([member.fullName, ...member.otherNames]) ??
    loginFault(member.email) ??
    (facts.talkIdTakenByOther ? 'talk-id-taken' : null)
  );
}

/** A company name with emoji or "line" in it fails every member, so it gets a report of its own. */
export function companyNameFault(companyName: string): 'company-name' | null {
  return containsEmoji(companyName) || containsLine(companyName) ? 'company-name' : null;
}

function nameFault(names: readonly string[]): FailureReason | null {
  if (names.some(containsEmoji)) return 'emoji-in-name';
  return names.some(containsLine) ? 'line-in-name' : null;
}

function loginFault(email: string | null): FailureReason | null {
  const id = talkIdOf(email);
  if (id === null) return 'no-login-id';
  if (containsLine(id)) return 'line-in-login-id';
  const fault = loginIdFault(id);
  if (fault === null) return null;
  return fault === 'reserved' ? 'reserved-login-id' : 'bad-login-id';
}

/**
 * Pictographs that are emoji or may become one in a later Unicode. ★ and ♪ are neither, and company
 * names contain them. ©, ® and ™ are emoji only with U+FE0F, and digits only with the keycap.
 */
const EMOJI =
  /[[\p{Extended_Pictographic}&&[\p{Emoji}\p{Cn}]]--[©®™]]|[©®™]\uFE0F|[0-9#*]\uFE0F?\u20E3|[\p{Regional_Indicator}\p{Emoji_Modifier}]/v;

/** Whether an emoji stands in `text`. */
export function containsEmoji(text: string): boolean {
  return EMOJI.test(text);
}
