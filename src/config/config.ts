import type { z } from 'zod';
import { botId, channelId } from '../domain/ids.ts';
import { withoutQuotes } from './quotes.ts';
import type {
  BotConfig,
  CommonConfig,
  Config,
  LineChannelConfig,
  LiveConfig,
  SandboxConfig,
  WorksConfig,
} from './types.ts';

import {
  adminBotVariables,
  CREDENTIALS,
  commonVariables,
  type listedChannel,
  listedChannelsVariables,
  liveVariables,
  sandboxVariables,
  sharedChannelVariables,
} from './variables.ts';

/** Variables by name, as in `process.env` or a Worker's bindings. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** Each begins with the variable's name; none contains a value. */
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Reads the environment, or names every fault in it. Empty variables count as unset; quotes around
 * a value are ignored.
 */
export function readConfig(env: Environment): ConfigResult {
  const set = withoutEmpty(env);
  const faults: string[] = [];
  const mode = readMode(set, faults);
  const common = readCommon(set, faults);
  const rest = mode === 'sandbox' ? readSandbox(set, faults) : readLive(set, faults);
  if (common === null || rest === null || faults.length > 0) return { ok: false, faults };
  return { ok: true, config: { ...common, ...rest } };
}

const MOST_LINES = 20;

/** The one message of a failed start: under 25 lines, however many faults (DESIGN §11). */
export function describeFaults(faults: readonly string[]): string {
  const lines = faults.slice(0, MOST_LINES).map((fault) => `  ${fault}`);
  if (faults.length > MOST_LINES) lines.push(`  ${faults.slice(MOST_LINES).join('; ')}`);
  return [
    'Kakehashi cannot start with this environment:',
    ...lines,
    'README.md explains each variable; SANDBOX=1 tries it out without any.',
  ].join('\n');
}

/** The variables that have a value, without the quotes around it. */
function withoutEmpty(env: Environment): Environment {
  const bare = Object.entries(env).map(
    ([name, value]) => [name, value === undefined ? '' : withoutQuotes(value)] as const,
  );
  return Object.fromEntries(bare.filter(([, value]) => value !== ''));
}

const isAnySet = (env: Environment, names: readonly string[]) =>
  names.some((name) => env[name] !== undefined);

function readMode(env: Environment, faults: string[]): Config['mode'] {
  switch (env.SANDBOX) {
    case '1':
      return 'sandbox';
    case '0':
      return 'live';
    case undefined:
      break;
    default:
      faults.push('SANDBOX: must be 1 or 0');
  }
  return isAnySet(env, CREDENTIALS) ? 'live' : 'sandbox';
}

/** Parses the environment by the schema; null after noting the faults. */
function read<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment,
  faults: string[],
): z.output<Schema> | null {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  faults.push(...new Set(result.error.issues.map(describeIssue)));
  return null;
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const [name, entry, field] = path;
  if (typeof entry !== 'number') return `${String(name)}: ${message}`;
  const place = [`entry ${entry + 1}`, ...(field === undefined ? [] : [String(field)])];
  return `${String(name)}: ${place.join(', ')} ${message}`;
}

function readCommon(env: Environment, faults: string[]): CommonConfig | null {
  const values = read(commonVariables, env, faults);
  if (values === null) return null;
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    secretKey: values.SECRET_KEY ?? null,
    directoryPollMs: values.DIRECTORY_POLL_SECONDS,
    retryScheduleMs: values.RETRY_SCHEDULE_SECONDS,
    worksStaleMs: values.WORKS_STALE_EVENT_SECONDS,
    mediaLinkMs: values.MEDIA_LINK_DAYS,
    mediaRetentionMs: values.MEDIA_RETENTION_DAYS,
    mediaTotalBytes: values.MEDIA_TOTAL_GB ?? null,
    auditRetentionMs: values.AUDIT_RETENTION_DAYS,
    auditKeyPem: values.AUDIT_KEY ?? null,
    auditCheckpointUrl: values.AUDIT_CHECKPOINT_URL ?? null,
    auditExportDir: values.AUDIT_EXPORT_DIR ?? null,
    stickerPictures: values.STICKER_PICTURES,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
  };
}

type Own<Whole extends Config> = Omit<Whole, keyof CommonConfig>;

function readSandbox(env: Environment, faults: string[]): Own<SandboxConfig> | null {
  const values = read(sandboxVariables, env, faults);
  if (values === null) return null;
  const ignored = { line: null, works: null, companyName: null, adminUsers: null };
  return { mode: 'sandbox', publicUrl: values.PUBLIC_URL ?? null, ...ignored };
}

function readLive(env: Environment, faults: string[]): Own<LiveConfig> | null {
  const values = read(liveVariables, env, faults);
  const channels = readChannels(env, faults);
  const adminBot = readAdminBot(env, faults);
  if (values === null) return null;
  return {
    mode: 'live',
    publicUrl: values.PUBLIC_URL,
    companyName: values.COMPANY_NAME,
    adminUsers: values.ADMIN_USERS,
    line: {
      apiBaseUrl: values.LINE_API_BASE_URL,
      dataApiBaseUrl: values.LINE_DATA_API_BASE_URL,
      channels,
    },
    works: toWorks(values, adminBot),
  };
}

function toWorks(values: z.output<typeof liveVariables>, adminBot: BotConfig | null): WorksConfig {
  return {
    clientId: values.WORKS_CLIENT_ID,
    clientSecret: values.WORKS_CLIENT_SECRET,
    serviceAccount: values.WORKS_SERVICE_ACCOUNT,
    privateKeyPem: values.WORKS_PRIVATE_KEY,
    domainId: values.WORKS_DOMAIN_ID,
    bridgeBot: { botId: botId(values.WORKS_BOT_ID), secrets: values.WORKS_BOT_SECRET },
    adminBot,
    apiBaseUrl: values.WORKS_API_BASE_URL,
    authBaseUrl: values.WORKS_AUTH_BASE_URL,
    plan: values.WORKS_PLAN,
  };
}

function readChannels(env: Environment, faults: string[]): LineChannelConfig[] {
  const shared = readSharedChannel(env, faults);
  const listed = read(listedChannelsVariables, env, faults)?.LINE_CHANNELS ?? [];
  const channels = [...(shared === null ? [] : [shared]), ...listed.map(toChannel)];
  faults.push(...channelFaults(channels));
  return channels;
}

function readSharedChannel(env: Environment, faults: string[]): LineChannelConfig | null {
  const isWanted = isAnySet(env, Object.keys(sharedChannelVariables.shape));
  if (!isWanted && env.LINE_CHANNELS !== undefined) return null;
  const values = read(sharedChannelVariables, env, faults);
  if (values === null) return null;
  return {
    channelId: channelId(values.LINE_CHANNEL_ID),
    secrets: values.LINE_CHANNEL_SECRET,
    accessToken: values.LINE_CHANNEL_ACCESS_TOKEN ?? null,
    member: null,
    shared: true,
  };
}

function toChannel(listed: z.output<typeof listedChannel>): LineChannelConfig {
  return {
    channelId: channelId(listed.id),
    secrets: listed.secret,
    accessToken: listed.accessToken ?? null,
    member: listed.member ?? null,
    shared: false,
  };
}

function channelFaults(channels: readonly LineChannelConfig[]): string[] {
  const faults: string[] = [];
  if (hasTwice(channels.map((channel) => channel.channelId))) {
    faults.push('LINE_CHANNELS: names a channel twice, or LINE_CHANNEL_ID again');
  }
  // An incoming webhook names its OA only by the secret that verifies it.
  if (hasTwice(channels.flatMap((channel) => channel.secrets))) {
    faults.push('LINE_CHANNELS: two channels have the same secret');
  }
  return faults;
}

const hasTwice = (values: readonly string[]) => new Set(values).size < values.length;

function readAdminBot(env: Environment, faults: string[]): BotConfig | null {
  if (!isAnySet(env, Object.keys(adminBotVariables.shape))) return null;
  if (env.WORKS_ADMIN_BOT_ID !== undefined && env.WORKS_ADMIN_BOT_ID === env.WORKS_BOT_ID) {
    faults.push('WORKS_ADMIN_BOT_ID: must be another bot than WORKS_BOT_ID');
  }
  const values = read(adminBotVariables, env, faults);
  if (values === null) return null;
  return { botId: botId(values.WORKS_ADMIN_BOT_ID), secrets: values.WORKS_ADMIN_BOT_SECRET };
}
