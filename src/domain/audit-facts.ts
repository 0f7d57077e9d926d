import type { LineNotice } from './delivery/errand.ts';
import type { BotId, ChannelId, LineUserId, MemberId, WorksChannelId } from './ids.ts';
import type { Language } from './language.ts';
import type { ContentKind } from './messages/content.ts';
import type { LinkStatus } from './people/registration.ts';

/**
 * A word of a fixed list, or an identifier without a person's name in it. Text in general does not
 * fit: the type keeps names and people's words out of what can never be erased.
 */
export type Code = string & { readonly __brand: 'Code' };

/** A value in an entry's facts: a number, a code or an id. */
export type Fact =
  | number
  | boolean
  | null
  | undefined
  | Code
  | ChannelId
  | LineUserId
  | MemberId
  | WorksChannelId
  | BotId
  | Language
  | ContentKind
  | LineNotice
  | LinkStatus
  | 'on'
  | 'off'
  | 'all'
  | 'selected'
  | 'link-admin'
  | 'auditor'
  | readonly Fact[]
  | { readonly [name: string]: Fact };

export type Facts = Readonly<Record<string, Fact>>;

/** A word of a union of ours: plain `string` is no argument for it. */
export const codeOf = <Word extends string>(word: string extends Word ? never : Word): Code =>
  word as string as Code;

const CODE = /^[\w@.:+-]{1,40}$/;

/**
 * A code from outside our types, such as a platform's name for a kind of event: `other` unless it
 * looks like one.
 */
export const asCode = (text: string): Code => (CODE.test(text) ? text : 'other') as Code;
