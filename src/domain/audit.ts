import type { Facts } from './audit-facts.ts';
import type { RefusalReason, RetryReason, UnclearReason } from './delivery/outcome.ts';
import type { MediaTrouble } from './files/media-trouble.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from './ids.ts';
import type { MemberMessagePlan } from './messages/plan-member-message.ts';
import type { TurnedAway } from './messages/turn-away.ts';

/** The subject of an audit entry: `{entity}.{verb}`. */
export type AuditAction =
  | 'link.enable'
  | 'link.disable'
  | 'link-member.add'
  | 'link-member.available'
  | 'link-member.retrying'
  | 'link-member.fail'
  | 'link-member.remove'
  | 'link-member.retry'
  | 'link-member.rename'
  | 'link-member.missing'
  | 'link-member.back'
  | 'link-member.absent'
  | 'link-member.present'
  | 'room.open'
  | 'room.create'
  | 'room.join'
  | 'room.detach'
  | 'room.close'
  | 'room.close-many'
  | 'room.hand-over'
  | 'room.hand-over-many'
  | 'room.fail'
  | 'message.receive'
  | 'message.release'
  | 'message.expire'
  | 'message.deliver'
  | 'message.unsend'
  | 'delivery.fail'
  | 'delivery.retry'
  | 'media.keep'
  | 'media.refuse'
  | 'media.forget'
  | 'media.alarm'
  | 'bridge.gap'
  | 'bridge.alert'
  | 'notice.deliver'
  | 'friend.follow'
  | 'friend.unfollow'
  | 'event.record'
  | 'event.fail'
  | 'event.replay'
  | 'command.refuse'
  | 'command.cancel'
  | 'language.set'
  | 'admin.pin'
  | 'account.check'
  | 'account.quota'
  | 'account.assign'
  | 'account.release'
  | 'role.grant'
  | 'role.revoke'
  | 'room.switch'
  | 'directory.read'
  | 'directory.alarm'
  | 'directory.accept'
  | 'link.scope'
  | 'link.auto-add'
  | 'file-policy.set'
  | 'room.name'
  | 'line-user.rename'
  | 'line-user.block'
  | 'line-user.unblock'
  | 'audit.search'
  /** A link to the page of the log was made, the page opened, read, closed. */
  | 'audit.link'
  | 'audit.open'
  | 'audit.read'
  | 'audit.close'
  | 'audit.verify'
  /** Begun; and, about that entry, how it ended. */
  | 'audit.export'
  | 'audit.key'
  | 'audit.restore-checkpoints'
  | 'audit.hold'
  | 'audit.release'
  | 'audit.retention'
  | 'audit.retain'
  | 'audit.forget'
  | 'line-user.erase'
  | 'line-user.forget'
  /** The first start from a backup or an export. */
  | 'workspace.restore'
  /** By an operator of the deployment; names of settings, never a value. */
  | 'settings.change'
  | 'settings.reseal'
  | 'workspace.create'
  /** All of an export has come and its log verifies. */
  | 'workspace.import'
  | 'workspace.pause'
  | 'workspace.resume'
  /** The first of two steps; nothing is left to write the second into. */
  | 'workspace.leave';

/** The outcome that an audit entry records. Each has its words, so no reader is shown a code. */
export type AuditOutcome =
  | 'ok'
  | 'failed'
  | 'refused'
  | 'recorded'
  /** Of an incoming message. */
  | 'relayed'
  | 'held'
  | 'answered'
  | 'unaddressed'
  /** Of a delivery. */
  | 'sent'
  | 'uncertain'
  | 'exhausted'
  | 'cancelled'
  | 'expired'
  /** Of a registration. */
  | 'pending'
  | 'available'
  | 'retrying'
  /** Of pushes: the month's pushes are used up. */
  | 'stopped'
  | 'resumed';

/** Why a person's message was not relayed, or ended as it did. */
export type MessageReason =
  | Exclude<MemberMessagePlan, 'relay' | 'refuse-file'>
  | MediaTrouble
  | TurnedAway
  | RefusalReason
  /** A call that was never made ends nothing. */
  | Exclude<RetryReason, 'none-free'>
  | UnclearReason
  | 'addressee'
  | 'blank'
  | 'blocked'
  | 'erased'
  | 'fault'
  | 'gave-up'
  | 'handed-over'
  | 'left-room'
  | 'link-off'
  | 'never-a-friend'
  | 'new-holder'
  | 'no-answer'
  | 'no-user'
  | 'one-to-one-room'
  | 'own-word'
  | 'restored'
  | 'room-closed'
  | 'stale'
  | 'talk-id'
  | 'unknown-word'
  | 'unsent';

export interface Actor {
  readonly kind: 'admin' | 'member' | 'line-user' | 'system';
  readonly id: string;
  readonly name: string;
}

export const SYSTEM: Actor = { kind: 'system', id: 'kakehashi', name: 'Kakehashi' };

/**
 * An entry before it joins the log. A person's words, names of files and their digests may stand only
 * in `content`, names of people only where they are named here: everything else can never be erased.
 */
export interface AuditDraft {
  readonly action: AuditAction;
  readonly actor: Actor;
  readonly outcome: AuditOutcome;
  readonly reason?: string | null;
  readonly roomId?: TalkRoomId | null;
  readonly channelId?: ChannelId | null;
  readonly lineUserId?: LineUserId | null;
  readonly lineUserName?: string | null;
  readonly memberId?: MemberId | null;
  readonly memberName?: string | null;
  /** `in`: LINE user → member; `out`: member → LINE user. */
  readonly direction?: 'in' | 'out' | null;
  readonly kind?: string | null;
  readonly aboutId?: EntryId | null;
  /** Numbers, codes and ids only. */
  readonly facts?: Facts;
  readonly content?: AuditContent | null;
}

export interface AuditContent {
  readonly text: string;
  /**
   * The part that is not text, as JSON. The name that a file came with stands in it as `fileName`: a
   * search finds it as part of the message.
   */
  readonly detail: unknown;
}
