import type { Bubble, ContentFate } from './types.ts';

/** What the platform stores: plain JSON. */

export interface AccountDoc {
  readonly channelId: string;
  readonly channelSecret: string;
  readonly botUserId: string;
  readonly basicId: string;
  readonly displayName: string;
  readonly webhookUrl: string | null;
  readonly webhookActive: boolean;
  readonly redelivery: boolean;
  readonly quotaLimit: number | null;
  /** Month in UTC+9, and how many pushes were counted in it. */
  readonly usage: { readonly month: string; readonly used: number };
  readonly longLivedToken: string | null;
  readonly shortLivedTokens: readonly { readonly token: string; readonly expiresAt: number }[];
  /** Stateless tokens of an older generation are dead; LINE itself cannot revoke them. */
  readonly tokenGeneration: number;
}

export interface UserDoc {
  readonly userId: string;
  readonly displayName: string;
  readonly language: string | null;
  readonly pictureUrl: string | null;
}

/** A user and an OA, keyed `channelId:userId`. */
export interface RelationDoc {
  readonly friend: boolean;
  readonly blocked: boolean;
  /** Last 1:1 message of the user: opens seven days of pushing (line.md §2.2). */
  readonly lastMessagedAt: number | null;
}

/** A group and an OA, keyed `channelId:groupId`. */
export interface GroupDoc {
  readonly groupId: string;
  readonly joined: boolean;
  readonly members: readonly string[];
}

export interface EventDoc {
  readonly id: string;
  readonly channelId: string;
  /** As it goes over the wire, `isRedelivery` false. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly occurredAt: number;
  readonly replyToken: string | null;
  /** Which chat it belongs to, and which bubble its delivery ticks off. */
  readonly chatId: string | null;
  readonly bubbleId: string | null;
  readonly delivered: boolean;
}

export interface ReplyTokenDoc {
  readonly token: string;
  readonly channelId: string;
  readonly chatId: string;
  readonly eventAt: number;
  /** Of the latest delivery; null when the event has not left yet. */
  readonly receivedAt: number | null;
  readonly used: boolean;
}

export interface SentMessage {
  readonly id: string;
  readonly quoteToken?: string;
}

/** An accepted retry key, keyed `channelId:key`. */
export interface LedgerDoc {
  readonly key: string;
  readonly firstAt: number;
  readonly bodyHash: string;
  readonly requestId: string;
  readonly sentMessages: readonly SentMessage[];
}

export interface ContentDoc {
  readonly messageId: string;
  readonly channelId: string;
  readonly type: string;
  readonly contentType: string;
  readonly readyAt: number;
  readonly fate?: ContentFate;
  readonly unsent: boolean;
}

export type BubbleDoc = Bubble;
