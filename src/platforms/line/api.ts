import type { Clock } from '../../domain/clock.ts';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import type { Sink } from '../download.ts';
import type { HttpPort } from '../http.ts';
import type { HttpStreamPort } from '../http-stream.ts';
import type { TokenShelf } from '../kept-token.ts';

/** One Official Account. */
export interface LineAccount {
  readonly channelId: ChannelId;
  /** Channel secrets, the newest first; they sign webhooks and buy stateless tokens. */
  readonly secrets: readonly string[];
  /** Long-lived token from the console, instead of stateless ones. */
  readonly accessToken: string | null;
}

export interface LineClientOptions {
  readonly http: HttpPort;
  readonly clock: Clock;
  /** `https://api.line.me`; a path prefix in it survives. */
  readonly apiBaseUrl: string;
  /** The door for files; absent: files cannot be fetched. */
  readonly stream?: HttpStreamPort;
  /** `https://api-data.line.me`, where people's files are kept; `apiBaseUrl` by default. */
  readonly dataApiBaseUrl?: string;
  readonly accounts: readonly LineAccount[];
  /** Where tokens outlive the host's sleep; absent: they do not. */
  readonly shelf?: TokenShelf;
}

/** LINE's answer to one request. Both fields may be empty or null although it was accepted. */
export interface SentMessages {
  /** In the order of the messages sent. */
  readonly messageIds: readonly string[];
  /** `x-line-request-id`; after a 409 the accepted request's own. */
  readonly requestId: string | null;
}

export interface LineProfile {
  readonly displayName: string;
  /** BCP 47. */
  readonly language: string | null;
  readonly pictureUrl: string | null;
}

export interface BotInfo {
  /** The `destination` of this account's webhooks. */
  readonly userId: string;
  /** With its `@`. */
  readonly basicId: string;
  readonly displayName: string;
  /** Whether LINE's own Chat is on, and then whether messages are read by hand; null: missing. */
  readonly chatMode: 'off' | 'on' | 'on-read-by-hand' | null;
}

/** The console's webhook settings. */
export interface WebhookEndpoint {
  readonly endpoint: string;
  /** False: "Use webhook" is off, LINE sends no events. */
  readonly active: boolean;
}

export interface WebhookTest {
  readonly success: boolean;
  /** LINE's own words: OK, COULD_NOT_CONNECT, REQUEST_TIMEOUT, ERROR_STATUS_CODE … */
  readonly reason: string;
}

/** `processing` stands for every unknown word. */
export type Transcoding = 'processing' | 'succeeded' | 'failed';

/** Messages of this month. */
export interface LineQuota {
  /** Null: no limit. */
  readonly limit: number | null;
  readonly used: number;
}

/**
 * The Messaging API (contracts line.md §2, §4, §6). `permit` is the last check before sending: it
 * is asked in the same tick in which the request leaves, once per attempt; `false` ends in
 * `withheld`.
 */
export interface LineClient {
  /** `body` from `buildPushBody`; `retryKey` a UUID, the same on every repeat (§2.3). */
  push(
    channelId: ChannelId,
    body: string,
    retryKey: string,
    permit?: () => boolean,
  ): Promise<Outcome<SentMessages>>;
  /** `body` from `buildReplyBody`. An unclear reply must not be repeated blindly (§2.4). */
  reply(channelId: ChannelId, body: string, permit?: () => boolean): Promise<Outcome<SentMessages>>;
  profile(channelId: ChannelId, userId: LineUserId): Promise<Outcome<LineProfile>>;
  botInfo(channelId: ChannelId): Promise<Outcome<BotInfo>>;
  quota(channelId: ChannelId): Promise<Outcome<LineQuota>>;
  /** Where LINE sends this account's events, and whether it does (§6). */
  webhookEndpoint(channelId: ChannelId): Promise<Outcome<WebhookEndpoint>>;
  /** LINE sends a signed empty webhook to the endpoint and reports the result (§6). */
  testWebhook(channelId: ChannelId): Promise<Outcome<WebhookTest>>;
  leave(channelId: ChannelId, kind: 'group' | 'room', id: string): Promise<Outcome<null>>;
  /** A LINE user's file (§3), passed to the sink in pieces. While LINE prepares it: `preparing`. */
  content<Taken>(
    channelId: ChannelId,
    messageId: string,
    sink: Sink<Taken>,
  ): Promise<Outcome<Taken>>;
  /** How far LINE is with a video or audio (§3). */
  transcoding(channelId: ChannelId, messageId: string): Promise<Outcome<Transcoding>>;
}
