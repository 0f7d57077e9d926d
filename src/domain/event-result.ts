import type { FileRefusal } from './files/file-policy.ts';
import type { LineMessagePlan } from './messages/plan-line-message.ts';
import type { MemberMessagePlan } from './messages/plan-member-message.ts';

/** Come back to this event later: what it needs is still on its way. Epoch ms. */
export interface Deferred {
  readonly deferUntil: number;
}

/** What came of a command or press at the bot that takes commands; `no-command`: it was left alone. */
export type CommandResult = 'command' | 'outside' | 'no-command';

/** Why an event is recorded, and nothing else. */
export type OnlyRecorded =
  | 'unreadable'
  | 'not-ours'
  | 'stale'
  | 'standby'
  | 'not-one-to-one'
  | 'no-user'
  | 'unknown-kind'
  | 'unknown-room'
  | 'unknown-question'
  | 'unsent'
  | 'unsent-again'
  | 'unsent-unknown'
  | 'link-off';

/** What became of an event, as its inbox row tells whoever looks there. */
export type EventResult =
  | LineMessagePlan['kind']
  | MemberMessagePlan
  | FileRefusal
  | CommandResult
  | OnlyRecorded
  /** Of what needs no more than its record. */
  | 'recorded'
  | 'ignored'
  /** Of a member's words to the bridge. */
  | 'own-word'
  | 'unknown-word'
  | 'hint'
  | 'nobody'
  | 'left-room'
  /** Of a button. */
  | 'answered'
  | 'answered-before'
  | 'asked-again'
  | 'unknown-button'
  | 'misplaced-button'
  | 'room-closed'
  | 'left'
  | 'switched'
  /** Of friends. */
  | 'friend'
  | 'blocked'
  | 'late'
  /** Of rooms of LINE WORKS and who is in them. */
  | 'begin'
  | 'end'
  | 'join'
  | 'joined'
  | 'leave'
  | 'left'
  | 'guests'
  | 'known'
  | 'looked-at'
  | 'not-adopted'
  | 'detached';
