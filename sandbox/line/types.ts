import type { ApiCall, Faults } from './faults/types.ts';

/** What the rest of the project sees of the simulated LINE platform. */

export interface LinePlatformOptions {
  readonly clock?: { now(): number };
  /** SQLite file that everything is kept in; null keeps it in memory. */
  readonly storagePath?: string | null;
  readonly host?: string;
  readonly apiPort?: number;
  readonly dataPort?: number;
  /** How long a webhook may take to answer, in real ms; LINE's own is 2000 (line.md §1.1). */
  readonly webhookCutOffMs?: number;
}

export interface NewLineAccount {
  readonly channelId: string;
  readonly channelSecret: string;
  readonly basicId: string;
  readonly displayName: string;
  readonly webhookUrl: string | null;
  /** Pushes a month; null is unlimited, absent the 200 of the free plan (line.md §2.6). */
  readonly monthlyQuota?: number | null;
  readonly longLivedToken?: string;
}

export interface NewLineUser {
  readonly userId?: string;
  readonly displayName: string;
  readonly language?: string;
  readonly pictureUrl?: string;
}

/** The platform as a whole: two HTTP servers and the phones of its users. */
export interface LinePlatform {
  /** Stands for https://api.line.me. */
  readonly apiUrl: string;
  /** Stands for https://api-data.line.me. */
  readonly dataUrl: string;
  /** On a restored store the account keeps its past, its secret too, and takes the new webhook URL. */
  addAccount(account: NewLineAccount): LineAccount;
  /** A user id that is known already gives the user as stored. */
  addUser(user: NewLineUser): LineUser;
  account(channelId: string): LineAccount;
  user(userId: string): LineUser;
  accounts(): LineAccount[];
  users(): LineUser[];
  /** What a user sent as image, video, audio or file; null when unknown, gone or unsent. */
  content(messageId: string): { readonly bytes: Uint8Array; readonly contentType: string } | null;
  /** Words that no `sender.name` may hold from now on (line.md §2.8). */
  refuseSenderNames(words: readonly string[]): void;
  readonly faults: Faults;
  /** API calls, newest last; the latest few thousand. */
  readonly calls: readonly ApiCall[];
  /** Called after every change a page would show. Returns the way to stop it. */
  onChange(listener: () => void): () => void;
  /** Resolves when no webhook delivery is in flight. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

export interface LineAccount {
  readonly channelId: string;
  readonly channelSecret: string;
  /** `destination` of its webhooks. */
  readonly botUserId: string;
  readonly basicId: string;
  readonly displayName: string;
  readonly webhookUrl: string | null;
  readonly quota: { readonly limit: number | null; readonly used: number };
  setWebhook(url: string | null): void;
  /** "Use webhook" of the console: off, no event is delivered. */
  setWebhookActive(on: boolean): void;
  /** Invalidates the old secret at once (line.md §1.2). */
  reissueSecret(): string;
  /** Makes every stateless and short-lived token issued so far answer 401. */
  expireTokens(): void;
  setQuota(limit: number | null): void;
  setRedelivery(on: boolean): void;
  /**
   * Posts a stored event again, `isRedelivery` set. Null when redelivery is off, the event is
   * unknown or the webhook could not be reached.
   */
  redeliver(webhookEventId: string): Promise<number | null>;
  /** Redelivers every event that has had no 2xx so far, oldest first. */
  redeliverFailed(): Promise<number>;
  /** Posts stored events (see `hold`) together, in the order given. */
  deliver(webhookEventIds: readonly string[]): Promise<number | null>;
  /**
   * Posts any events in one body. `body` replaces the JSON; `signature` null leaves the header out.
   * Rejects when the webhook cannot be reached.
   */
  sendRaw(
    events: readonly unknown[],
    options?: { readonly signature?: string | null; readonly body?: string },
  ): Promise<number>;
}

/** Which OA something is sent to, and how its event travels. */
export interface To {
  readonly oa: string;
  /** Store the event, don't post it: `deliver` posts several in one body. */
  readonly hold?: boolean;
  /** Another channel holds chat control: no reply token (line.md §1.4). */
  readonly standby?: boolean;
  /** LINE does not tell who it was: they never agreed to that on a phone (line.md §1.4). */
  readonly anonymous?: boolean;
}

export interface MessageTo extends To {
  /** Id of the quoted message, the user's own or the OA's. */
  readonly quote?: string;
}

export interface StickerTo extends MessageTo {
  readonly keywords?: readonly string[];
  readonly text?: string;
  readonly resourceType?: string;
}

export interface SentEvent {
  readonly webhookEventId: string;
  readonly replyToken: string | null;
  /** What the webhook answered; null when it was not reached in time. */
  readonly status: number | null;
}

export interface SentByUser extends SentEvent {
  readonly messageId: string;
}

export interface UserContent {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly fileName?: string;
  readonly durationMs?: number;
  /** Clock ms during which the content API answers 202 (line.md §3). */
  readonly readyAfterMs?: number;
  readonly fate?: ContentFate;
  readonly imageSet?: { readonly id: string; readonly index?: number; readonly total?: number };
}

/**
 * What becomes of content at LINE's: never prepared (202, and transcoding `failed`), deleted after a
 * while (404), or gone with its message (410) (line.md §3). The phone itself keeps it.
 */
export type ContentFate = 'unprepared' | 'deleted' | 'gone';

export type ContentType = 'image' | 'video' | 'audio' | 'file';

/** A phone with LINE on it. */
export interface LineUser {
  readonly userId: string;
  readonly displayName: string;
  readonly language: string | null;
  readonly pictureUrl: string | null;
  rename(name: string): void;
  /** Null when the friendship did not change and so no event was sent. */
  follow(oa: string): Promise<SentEvent | null>;
  block(oa: string): Promise<SentEvent | null>;
  unblock(oa: string): Promise<SentEvent | null>;
  says(text: string, to: MessageTo): Promise<SentByUser>;
  sendsSticker(packageId: string, stickerId: string, to: StickerTo): Promise<SentByUser>;
  sendsLocation(
    place: {
      readonly title?: string;
      readonly address?: string;
      readonly latitude: number;
      readonly longitude: number;
    },
    to: To,
  ): Promise<SentByUser>;
  sendsContent(type: ContentType, content: UserContent, to: MessageTo): Promise<SentByUser>;
  /** Any message object; `id` and the tokens LINE adds are filled in unless given. */
  sends(message: Readonly<Record<string, unknown>>, to: MessageTo): Promise<SentByUser>;
  unsends(messageId: string, to: To): Promise<SentEvent>;
  /** A tap on a postback button. */
  taps(
    data: string,
    to: To & {
      readonly displayText?: string;
      readonly params?: Readonly<Record<string, string>>;
    },
  ): Promise<SentEvent>;
  inGroup(groupId: string): LineGroupMember;
  /** What the phone shows in the chat with this OA, oldest first. */
  chat(oa: string): readonly Bubble[];
  isFriend(oa: string): boolean;
  isBlocked(oa: string): boolean;
}

export interface LineGroupMember {
  /** Brings the OA into the group: a `join` event. */
  invites(oa: string): Promise<SentEvent>;
  says(text: string, to: MessageTo): Promise<SentByUser>;
  sends(message: Readonly<Record<string, unknown>>, to: MessageTo): Promise<SentByUser>;
  chat(oa: string): readonly Bubble[];
}

export interface BubbleButton {
  readonly from: 'template' | 'flex' | 'quickReply';
  readonly label: string;
  /** The action's type: postback, message, uri … */
  readonly type: string;
  readonly data?: string;
  readonly text?: string;
  readonly displayText?: string;
  readonly uri?: string;
}

export interface Bubble {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly from: 'user' | 'oa';
  /** `sender.name` of an OA's message, the member's name in a group; null otherwise. */
  readonly senderName: string | null;
  readonly senderIconUrl: string | null;
  /** As sent. An unsent message keeps only its type and id. */
  readonly message: Readonly<Record<string, unknown>>;
  readonly kind: string;
  /** Readable in any case: text, altText, `[sticker]` … */
  readonly text: string;
  /** The user's: the webhook took it with a 2xx. The OA's: always true, others are not shown. */
  readonly delivered: boolean;
  /** The OA marked it read. */
  readonly read: boolean;
  readonly quotedMessageId: string | null;
  readonly quickReply: readonly BubbleButton[];
  /** All buttons, those of the quick reply last. */
  readonly buttons: readonly BubbleButton[];
  readonly unsent: boolean;
  /** How the OA sent it; null for the user's own. */
  readonly via: 'reply' | 'push' | null;
}

export type { ApiCall, ApiName, FaultRule, Faults } from './faults/types.ts';
