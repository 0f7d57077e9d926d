import type { Clock } from '../../domain/clock.ts';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { BotId, MemberId, WorksChannelId } from '../../domain/ids.ts';
import type { Sink } from '../download.ts';
import type { HttpPort } from '../http.ts';
import type { HttpStreamPort } from '../http-stream.ts';
import type { TokenShelf } from '../kept-token.ts';
import type { DirectoryUser } from './directory.ts';
import type { StreamedFile, UploadFile } from './multipart.ts';
import type { WorksCredentials } from './tokens.ts';

export type { DirectoryUser, OtherName } from './directory.ts';
export type { StreamedFile, UploadFile } from './multipart.ts';
export type { WorksCredentials } from './tokens.ts';

/** The separate counts of LINE WORKS, per API and domain (line-works.md §3.3). */
export type WorksApi =
  | 'user-message'
  | 'channel-message'
  | 'create-channel'
  | 'get-channel'
  | 'channel-members'
  | 'leave-channel'
  | 'users'
  | 'user'
  | 'user-photo'
  | 'attachment'
  | 'get-attachment'
  | 'bot';

/** The `rateLimit-*` headers of one answer; each may be missing. */
export interface RateReading {
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Time until the count begins again, ms. */
  readonly resetMs: number | null;
}

export interface WorksClientOptions {
  readonly http: HttpPort;
  /** The door for files; absent: files cannot be fetched. */
  readonly stream?: HttpStreamPort;
  readonly clock: Clock;
  /** `https://www.worksapis.com/v1.0`. */
  readonly apiBaseUrl: string;
  /** `https://auth.worksmobile.com/oauth2/v2.0`. */
  readonly authBaseUrl: string;
  readonly credentials: WorksCredentials;
  /** Where tokens outlive the host's sleep; absent: they do not. */
  readonly shelf?: TokenShelf;
  /** Called for every answer that carries at least one `rateLimit-*` header. */
  readonly onRate?: (api: WorksApi, reading: RateReading) => void;
}

export interface WorksChannel {
  /** `SINGLE_USER`, `MULTI_USERS`, `ORGUNIT`, `GROUP` and future ones. */
  readonly channelType: string;
  readonly title: string | null;
}

/** The first people of a room (line-works.md §5.1). */
export interface ChannelMembers {
  readonly members: readonly string[];
  readonly hasMore: boolean;
}

export interface DirectoryPage {
  readonly users: readonly DirectoryUser[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** A bot's settings, as far as `doctor` reads them (line-works.md §5.3). */
export interface WorksBot {
  readonly botName: string | null;
  readonly administrators: readonly string[];
  readonly subadministrators: readonly string[];
  readonly callbackUrl: string | null;
  readonly enableCallback: boolean | null;
  readonly enableGroupJoin: boolean | null;
  /** Message types that reach us; null when missing. */
  readonly callbackEvents: readonly string[] | null;
  readonly channelEvents: readonly string[] | null;
}

/**
 * LINE WORKS API 2.0 (contracts line-works.md §3, §5, §6). Its calls are not idempotent: an
 * `unclear` send may have arrived. `permit` is the last check before sending, asked in the same
 * tick in which the request leaves, once per attempt; `false` ends in `withheld`.
 */
export interface WorksClient {
  /** `body` from `buildContentBody`. */
  sendToUser(
    botId: BotId,
    userId: MemberId,
    body: string,
    permit?: () => boolean,
  ): Promise<Outcome<null>>;
  sendToChannel(
    botId: BotId,
    channelId: WorksChannelId,
    body: string,
    permit?: () => boolean,
  ): Promise<Outcome<null>>;
  /** `body` from `buildChannelBody`. */
  createChannel(
    botId: BotId,
    body: string,
    permit?: () => boolean,
  ): Promise<Outcome<{ readonly channelId: WorksChannelId }>>;
  getChannel(botId: BotId, channelId: WorksChannelId): Promise<Outcome<WorksChannel>>;
  channelMembers(botId: BotId, channelId: WorksChannelId): Promise<Outcome<ChannelMembers>>;
  /** Makes the bot leave; a room it is no longer in is `refused`. */
  leaveChannel(botId: BotId, channelId: WorksChannelId): Promise<Outcome<null>>;
  /** One page of at most 100. An answer without a `users` list is `unclear`, never empty. */
  listUsers(cursor: string | null): Promise<Outcome<DirectoryPage>>;
  /** `key`: userId, login e-mail, or `externalKey:…`. */
  getUser(key: string): Promise<Outcome<DirectoryUser>>;
  /**
   * JPEG or PNG, as LINE WORKS keeps it; null when the member has none (line-works.md §6).
   * `deadlineMs` applies to each of its two calls, for callers in a hurry.
   */
  getPhoto(userId: MemberId, deadlineMs?: number): Promise<Outcome<Uint8Array | null>>;
  /**
   * Uploads a file for a bot's messages (line-works.md §4). The id lives 24 hours. A repeat makes a
   * new id and does no harm.
   */
  uploadAttachment(botId: BotId, file: UploadFile): Promise<Outcome<{ readonly fileId: string }>>;
  /**
   * Passes a member's file to the sink, in pieces (line-works.md §4). A file that is gone is
   * refused as `gone`, one at an unknown host as `forbidden`.
   */
  attachment<Taken>(botId: BotId, fileId: string, sink: Sink<Taken>): Promise<Outcome<Taken>>;
  /** The same for a file of any size, in pieces. `gone` when it can no longer be opened. */
  uploadStreamed(botId: BotId, file: StreamedFile): Promise<Outcome<{ readonly fileId: string }>>;
  getBot(botId: BotId): Promise<Outcome<WorksBot>>;
  /** The domains a bot is registered with (§5.3). */
  botDomains(botId: BotId): Promise<Outcome<readonly string[]>>;
  /** What the token may do, possibly less than requested (line-works.md §1.1 "Scope change"). */
  scopes(): Promise<Outcome<readonly string[]>>;
}
