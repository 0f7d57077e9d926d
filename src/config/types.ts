import type { BotId, ChannelId } from '../domain/ids.ts';
import type { LOG_FORMATS, LOG_LEVELS } from './variables.ts';

/** The environment, read once (DESIGN §8). Durations in ms, secrets newest first. */
export type Config = SandboxConfig | LiveConfig;

export interface CommonConfig {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly dataDir: string;
  /** Null when absent: made and kept in `dataDir`. */
  readonly secretKey: string | null;
  readonly directoryPollMs: number;
  /** Pauses between delivery attempts. */
  readonly retryScheduleMs: readonly number[];
  readonly worksStaleMs: number;
  readonly mediaLinkMs: number;
  /** Null keeps media for ever. */
  readonly mediaRetentionMs: number | null;
  /** The limit on all stored files together, bytes; null: as much as the disk takes. */
  readonly mediaTotalBytes: number | null;
  /** Null keeps message content for ever. */
  readonly auditRetentionMs: number | null;
  /** The Ed25519 key that signs checkpoints of the audit log; null: the host provides one. */
  readonly auditKeyPem: string | null;
  /** Checkpoints are posted there; null: nowhere. */
  readonly auditCheckpointUrl: string | null;
  /** A daily export of the audit log goes there; on Workers any name means the bucket. Null: none is made. */
  readonly auditExportDir: string | null;
  readonly stickerPictures: 'link' | 'off';
  /** Null: only loopback reads `/metrics`. */
  readonly metricsToken: string | null;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
}

/** The sandbox supplies the platforms' addresses and made-up credentials at its start. */
export interface SandboxConfig extends CommonConfig {
  readonly mode: 'sandbox';
  readonly publicUrl: string | null;
  readonly line: null;
  readonly works: null;
  readonly companyName: null;
  readonly adminUsers: null;
}

export interface LiveConfig extends CommonConfig {
  readonly mode: 'live';
  /**
   * Without a trailing slash. `PUBLIC_URL` is an origin; a named workspace of many stands below it
   * (src/domain/public-base.ts).
   */
  readonly publicUrl: string;
  readonly line: LineConfig;
  readonly works: WorksConfig;
  readonly companyName: string;
  /** userIds or accounts, as typed. */
  readonly adminUsers: readonly string[];
}

/** Base URLs have no trailing slash. */
export interface LineConfig {
  readonly apiBaseUrl: string;
  readonly dataApiBaseUrl: string;
  readonly channels: readonly LineChannelConfig[];
}

export interface LineChannelConfig {
  readonly channelId: ChannelId;
  /** Any of them verifies a webhook; the first buys stateless tokens. */
  readonly secrets: readonly string[];
  /** A long-lived token, used instead of stateless ones. */
  readonly accessToken: string | null;
  /** The member who owns this OA at the first start; afterwards the database decides. */
  readonly member: string | null;
  /** The OA of `LINE_CHANNEL_ID`, which all members share. */
  readonly shared: boolean;
}

export interface WorksConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly serviceAccount: string;
  /** An RSA key, PKCS#8 or PKCS#1, with real newlines. */
  readonly privateKeyPem: string;
  readonly domainId: string;
  readonly bridgeBot: BotConfig;
  /** Null: the bridge bot takes commands in its 1:1 room. */
  readonly adminBot: BotConfig | null;
  readonly apiBaseUrl: string;
  readonly authBaseUrl: string;
  readonly plan: 'free' | 'standard' | 'advanced';
}

export interface BotConfig {
  readonly botId: BotId;
  readonly secrets: readonly string[];
}

export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFormat = (typeof LOG_FORMATS)[number];
