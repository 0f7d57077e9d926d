/**
 * The kinds of values in the environment (DESIGN §8). Messages never contain the value: it could be
 * a secret in the wrong place.
 */
import { Buffer } from 'node:buffer';
import { createPrivateKey } from 'node:crypto';
import * as z from 'zod';
import { DAY_MS, SECOND_MS } from '../domain/durations.ts';
import { hasQuoteAtEnd, withoutQuotes } from './quotes.ts';

const GIGABYTE = 1024 ** 3;

/** The distinct entries of a comma-separated list. */
export const list = (value: string) => [
  ...new Set(
    value
      .split(',')
      .map(withoutQuotes)
      .filter((part) => part !== ''),
  ),
];

/** Any text. Empty variables have been left out before. */
export const text = z.string({ error: 'is missing' });
/** Text to be shown or typed. */
export const oneLine = text.regex(/^\P{Cc}*$/u, 'must be one line without control characters');
export const HALF_QUOTED = 'begins or ends with a quotation mark that has no partner';
/** No quotation mark stands at either end of a sound value. */
export const place = oneLine.refine((value) => !hasQuoteAtEnd(value), HALF_QUOTED);
/** Ids of both platforms: an int64, kept as text. */
export const decimalId = text.regex(/^\d{1,19}$/, 'must be a number in decimal digits');

/** For use in a header or a form. */
export const credential = text.regex(/^[\x21-\x7e]+$/, {
  error: 'must be ASCII without spaces',
  abort: true,
});
/** A credential issued by a platform: none ends with a quotation mark. */
export const issued = credential.refine((value) => !hasQuoteAtEnd(value), HALF_QUOTED);

/** `new,old` during a rotation. */
export const secrets = text
  .transform(list)
  .refine((parts) => parts.length >= 1 && parts.length <= 2, 'must be one secret, or `new,old`')
  .superRefine((parts, context) => {
    const fault = parts.map(faultOfIssued).find((each) => each !== null);
    if (fault != null) context.addIssue({ code: 'custom', message: fault });
  });

const faultOfIssued = (value: string) => issued.safeParse(value).error?.issues[0]?.message ?? null;

/** 0 lets the system choose. */
export const port = text
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a port number')
  .transform(Number);

/** A decimal number of some unit, converted to ms. */
export function duration(unitMs: number, least: number, most: number) {
  return text
    .refine((value) => isWithin(value, least, most), `must be a number from ${least} to ${most}`)
    .transform((value) => Math.round(Number(value) * unitMs));
}

const isWithin = (value: string, least: number, most: number) =>
  /^\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most;

/** A period in days; `keep`, or an empty value, means no limit. */
export const retention = z
  .union([z.literal('keep').transform(() => null), duration(DAY_MS, 0.001, 36_500)], {
    error: 'must be a number of days above 0, or `keep`',
  })
  .default(null);

/** A size in gigabytes, converted to bytes. */
export const gigabytes = text
  .refine(
    (value) => isWithin(value, Number.MIN_VALUE, 1_000_000),
    'must be a number of gigabytes above 0',
  )
  .transform((value) => Math.ceil(Number(value) * GIGABYTE));

/** Seconds separated by commas, converted to ms. */
export const retrySchedule = text
  .transform((value) => value.split(',').map(withoutQuotes))
  .refine(
    (steps) => steps.length <= 20 && steps.every((step) => isWithin(step, 0, 86_400)),
    'must be at most 20 numbers of seconds from 0 to 86400, separated by commas',
  )
  .transform((steps) => steps.map((step) => Math.round(Number(step) * SECOND_MS)));

function isSafeUrl(value: string): boolean {
  if (hasQuoteAtEnd(value)) return false;
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.search !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

/** A base URL, without a trailing slash. */
export const url = text
  .refine(
    isSafeUrl,
    'must be an https URL without user, query or fragment (http only for loopback hosts)',
  )
  .transform((value) => new URL(value).href.replace(/(?<!\/)\/+$/, ''));
/** An address that is called as it stands. */
export const address = text.refine(
  isSafeUrl,
  'must be an https URL without user, query or fragment (http only for loopback hosts)',
);
/** Only scheme, host and port. */
export const origin = url.refine(
  (value) => new URL(value).pathname === '/',
  'must be an origin, without a path',
);

/** The service account's key. */
export const privateKey = text
  .transform(toPem)
  .refine(isRsaKey, 'must be a readable RSA private key: PEM with real or \\n newlines, or base64');

/** The key that signs checkpoints of the audit log, as PEM. */
export const signingKey = text
  .transform((value) => toPem(value) || derAsPem(value))
  .refine(
    isEd25519Key,
    'must be a readable Ed25519 private key (PKCS#8): PEM with real or \\n newlines, or base64',
  );

/** The PEM of a key that came as the base64 of its bytes. */
const derAsPem = (value: string) =>
  /^[A-Za-z0-9+/=\s]+$/.test(value)
    ? toPem(`-----BEGIN PRIVATE KEY-----${value}-----END PRIVATE KEY-----`)
    : '';

/** Repairs a PEM whose newlines became `\n`, spaces or base64 on their way here. */
function toPem(value: string): string {
  const unfolded = value.includes('-----BEGIN') ? value : decodeBase64(value);
  const match = /-----BEGIN ([A-Z ]+)-----(.+)-----END \1-----/s.exec(unfolded);
  const [, label, body] = match ?? [];
  if (label === undefined || body === undefined) return '';
  const rows = body.replace(/\\[rn]|\s/g, '').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...rows, `-----END ${label}-----`, ''].join('\n');
}

const decodeBase64 = (value: string) => Buffer.from(value, 'base64').toString('latin1');

function isRsaKey(pem: string): boolean {
  return isKeyOf(pem, 'rsa');
}

function isEd25519Key(pem: string): boolean {
  return isKeyOf(pem, 'ed25519');
}

function isKeyOf(pem: string, type: 'rsa' | 'ed25519'): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === type;
  } catch {
    return false;
  }
}
