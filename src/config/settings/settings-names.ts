/** Which variables of DESIGN §8 a workspace sets for itself, which of them are secret, and which the deployment gives. */
import {
  adminBotVariables,
  commonVariables,
  listedChannelsVariables,
  liveVariables,
  sharedChannelVariables,
} from '../variables.ts';

/** They belong to a machine, not to a workspace. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(['HOST', 'PORT', 'DATA_DIR']);

/** The names that a workspace's settings may have. */
export const SETTING_NAMES: ReadonlySet<string> = new Set(
  [
    commonVariables,
    liveVariables,
    listedChannelsVariables,
    sharedChannelVariables,
    adminBotVariables,
  ]
    .flatMap(({ shape }) => Object.keys(shape))
    .filter((name) => !OF_THE_MACHINE.has(name)),
);

/** Kept sealed, and never shown. `LINE_CHANNELS` has a secret of each account in it. */
export const SECRET_NAMES: ReadonlySet<string> = new Set([
  ...['SECRET_KEY', 'AUDIT_KEY', 'METRICS_TOKEN'],
  ...['LINE_CHANNEL_SECRET', 'LINE_CHANNEL_ACCESS_TOKEN', 'LINE_CHANNELS'],
  ...['WORKS_CLIENT_SECRET', 'WORKS_PRIVATE_KEY', 'WORKS_BOT_SECRET', 'WORKS_ADMIN_BOT_SECRET'],
]);

/** Secrets that may be `new,old` for a while: both verify, the first is used. */
export const ROTATED_NAMES: ReadonlySet<string> = new Set([
  ...['LINE_CHANNEL_SECRET', 'WORKS_BOT_SECRET', 'WORKS_ADMIN_BOT_SECRET'],
]);

/**
 * What a deployment may give to all its workspaces. Nothing that names a company, and no secret: a key that two
 * workspaces share would let a link of one open at the other.
 */
export const DEFAULT_NAMES: ReadonlySet<string> = new Set([
  ...['PUBLIC_URL', 'DIRECTORY_POLL_SECONDS', 'RETRY_SCHEDULE_SECONDS'],
  ...['WORKS_STALE_EVENT_SECONDS', 'MEDIA_LINK_DAYS', 'MEDIA_RETENTION_DAYS', 'MEDIA_TOTAL_GB'],
  ...['AUDIT_RETENTION_DAYS', 'AUDIT_EXPORT_DIR', 'STICKER_PICTURES', 'LOG_LEVEL', 'LOG_FORMAT'],
  ...['LINE_API_BASE_URL', 'LINE_DATA_API_BASE_URL', 'WORKS_API_BASE_URL', 'WORKS_AUTH_BASE_URL'],
]);
