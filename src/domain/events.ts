import type { BotId, LineUserId, MemberId, WorksChannelId } from './ids.ts';
import type { Content } from './messages/content.ts';

/** One LINE webhook event, read leniently (contracts line.md §1.4–1.6). */
export interface LineEvent {
  /** `webhookEventId`, stable across redelivery; null when LINE left it out. */
  readonly eventId: string | null;
  /** Epoch ms of the occurrence: the only ordering key. */
  readonly occurredAt: number;
  readonly standby: boolean;
  readonly redelivered: boolean;
  readonly source: LineSource;
  readonly replyToken: string | null;
  readonly what: LineHappening;
}

export type LineSource =
  | { readonly kind: 'user'; readonly userId: LineUserId }
  | { readonly kind: 'group' | 'room'; readonly id: string }
  /** A one-to-one chat with a user whom LINE does not name (line.md §1.4). */
  | { readonly kind: 'unnamed-user' }
  | { readonly kind: 'nobody' };

export type LineHappening =
  | {
      readonly kind: 'message';
      readonly messageId: string;
      readonly content: Content;
      readonly quotedMessageId: string | null;
    }
  | { readonly kind: 'unsend'; readonly messageId: string }
  | { readonly kind: 'follow' }
  | { readonly kind: 'unfollow' }
  | { readonly kind: 'join' }
  | { readonly kind: 'leave' }
  | {
      readonly kind: 'postback';
      readonly data: string;
      /** The choice made in a picker; LINE sends it nowhere else (line.md §1.5). */
      readonly params: Readonly<Record<string, string>> | null;
    }
  | { readonly kind: 'other'; readonly type: string };

/** One LINE WORKS callback (contracts line-works.md §2.2). */
export interface WorksEvent {
  readonly botId: BotId;
  readonly domainId: string | null;
  /** Epoch ms; null when the body carries no readable time. */
  readonly issuedAt: number | null;
  /** Null for messages in a bot's 1:1 room (line-works.md §0 row 8). */
  readonly channelId: WorksChannelId | null;
  readonly userId: MemberId | null;
  readonly what: WorksHappening;
}

export type WorksHappening =
  | {
      readonly kind: 'message';
      readonly content: Content;
      /** Set when the text comes from a button, never when it was typed. */
      readonly postback: string | null;
    }
  | { readonly kind: 'postback'; readonly data: string }
  | { readonly kind: 'join' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  | { readonly kind: 'joined'; readonly members: readonly MemberId[] }
  | { readonly kind: 'left'; readonly members: readonly MemberId[] }
  | { readonly kind: 'other'; readonly type: string };
