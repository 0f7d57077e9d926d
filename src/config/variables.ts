/** Every variable of the environment, with its default and its rule (DESIGN §8). */
import * as z from 'zod';
import { DAY_MS, SECOND_MS } from '../domain/durations.ts';
import { hasQuoteAtEnd, insideQuotes, withoutQuotes } from './quotes.ts';
import {
  address,
  credential,
  decimalId,
  duration,
  gigabytes,
  HALF_QUOTED,
  issued,
  list,
  oneLine,
  origin,
  place,
  port,
  privateKey,
  retention,
  retrySchedule,
  secrets,
  signingKey,
  text,
  url,
} from './values.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'] as const;

export const LOG_FORMATS = ['text', 'json'] as const;

/** Read in both modes. */
export const commonVariables = z.object({
  HOST: place.default('127.0.0.1'),
  PORT: port.default(8787),
  DATA_DIR: place.default('./data'),
  SECRET_KEY: text
    .min(16, 'must have at least 16 characters: it signs links to the audit log')
    .optional(),
  DIRECTORY_POLL_SECONDS: duration(SECOND_MS, 0.1, 86_400).default(300 * SECOND_MS),
  RETRY_SCHEDULE_SECONDS: retrySchedule.default(
    [1, 5, 30, 120, 600, 1800].map((step) => step * SECOND_MS),
  ),
  WORKS_STALE_EVENT_SECONDS: duration(SECOND_MS, 1, 604_800).default(600 * SECOND_MS),
  MEDIA_LINK_DAYS: duration(DAY_MS, 0.001, 3_650).default(30 * DAY_MS),
  MEDIA_RETENTION_DAYS: retention,
  MEDIA_TOTAL_GB: gigabytes.optional(),
  AUDIT_RETENTION_DAYS: retention,
  AUDIT_KEY: signingKey.optional(),
  AUDIT_CHECKPOINT_URL: address.optional(),
  AUDIT_EXPORT_DIR: place.optional(),
  STICKER_PICTURES: z.enum(['link', 'off'], { error: 'must be link or off' }).default('link'),
  METRICS_TOKEN: credential.optional(),
  LOG_LEVEL: z
    .preprocess(
      (value) =>
        typeof value === 'string' ? value.toLowerCase().replace(/^warn$/, 'warning') : value,
      z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }),
    )
    .default('info'),
  LOG_FORMAT: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.toLowerCase() : value),
      z.enum(LOG_FORMATS, { error: `must be ${LOG_FORMATS.join(' or ')}` }),
    )
    .default('text'),
});

/** The sandbox's only other variable. */
export const sandboxVariables = z.object({ PUBLIC_URL: origin.optional() });

/** Entries of JSON come in quotes of their own, and may contain others. */
function unquoted<Output>(rule: z.ZodType<Output, string>): z.ZodType<Output, string> {
  return text.transform(withoutQuotes).pipe(rule);
}

/** One OA of `LINE_CHANNELS`. */
export const listedChannel = z.strictObject(
  {
    id: z.union([unquoted(decimalId), z.int().nonnegative().transform(String)], {
      error: 'must be a number',
    }),
    secret: secrets,
    accessToken: unquoted(issued).nullish(),
    member: unquoted(oneLine.min(1)).nullish(),
  },
  { error: 'must be {"id", "secret", "accessToken"?, "member"?}' },
);

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON is full of quotes: only its content shows whether those around the whole are extra. */
const listedChannels = text
  .transform((value, context): unknown => {
    const inner = insideQuotes(value)?.value ?? value;
    for (const json of [value, inner, inner.replaceAll('\\"', '"')]) {
      const parsed = parsedJson(json);
      if (typeof parsed === 'object') return parsed;
    }
    // The parser's own message would quote the text, secrets included.
    context.addIssue({ code: 'custom', message: 'must be a JSON array' });
    return z.NEVER;
  })
  .pipe(
    z
      .array(listedChannel, { error: 'must be a JSON array' })
      .min(1, 'must have at least one entry'),
  );

/** Live mode needs each of these or has a default for it. */
export const liveVariables = z.object({
  PUBLIC_URL: origin,
  COMPANY_NAME: oneLine,
  ADMIN_USERS: oneLine
    .transform(list)
    .refine((users) => users.length > 0, 'must name at least one')
    .refine((users) => !users.some(hasQuoteAtEnd), HALF_QUOTED),
  LINE_API_BASE_URL: url.default('https://api.line.me'),
  LINE_DATA_API_BASE_URL: url.default('https://api-data.line.me'),
  WORKS_CLIENT_ID: issued,
  WORKS_CLIENT_SECRET: issued,
  WORKS_SERVICE_ACCOUNT: issued,
  WORKS_PRIVATE_KEY: privateKey,
  WORKS_DOMAIN_ID: decimalId,
  WORKS_BOT_ID: decimalId,
  WORKS_BOT_SECRET: secrets,
  WORKS_API_BASE_URL: url.default('https://www.worksapis.com/v1.0'),
  WORKS_AUTH_BASE_URL: url.default('https://auth.worksmobile.com/oauth2/v2.0'),
  WORKS_PLAN: z
    .enum(['free', 'standard', 'advanced'], { error: 'must be free, standard or advanced' })
    .default('standard'),
});

export const listedChannelsVariables = z.object({ LINE_CHANNELS: listedChannels.optional() });

/** The OA that all members share; needed unless others are listed. */
export const sharedChannelVariables = z.object({
  LINE_CHANNEL_ID: decimalId,
  LINE_CHANNEL_SECRET: secrets,
  LINE_CHANNEL_ACCESS_TOKEN: issued.optional(),
});

/** Both or neither. */
export const adminBotVariables = z.object({
  WORKS_ADMIN_BOT_ID: decimalId,
  WORKS_ADMIN_BOT_SECRET: secrets,
});

/** Setting any of them means that the operator wants to go live. */
export const CREDENTIALS = [
  ...Object.keys(sharedChannelVariables.shape),
  'LINE_CHANNELS',
  'WORKS_CLIENT_ID',
  'WORKS_CLIENT_SECRET',
  'WORKS_SERVICE_ACCOUNT',
  'WORKS_PRIVATE_KEY',
  'WORKS_DOMAIN_ID',
  'WORKS_BOT_ID',
  'WORKS_BOT_SECRET',
  ...Object.keys(adminBotVariables.shape),
];
