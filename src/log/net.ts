import { type RedactionPattern, redactByPattern } from '@logtape/redaction';

/* The second net: what is logged holds no text and no secret, and if it did, it would not get through here. */

/** Takes what must not be logged out of a text. */
export type Net = (text: string) => string;

export const REDACTED = '[redacted]';

const KNOWN_FORMS: readonly RedactionPattern[] = [
  // Authorization headers, and tokens in addresses of ours.
  { pattern: /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, replacement: `$1 ${REDACTED}` },
  { pattern: /(\/(?:media|audit\/open)\/)[\w.~=-]{16,}/gu, replacement: `$1${REDACTED}` },
  // Keys as PEM, with real or written newlines.
  {
    pattern: /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/gu,
    replacement: REDACTED,
  },
  // JSON Web Tokens.
  { pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gu, replacement: REDACTED },
  // Long-lived channel access tokens and the like; longer than any digest or id of ours.
  { pattern: /(?<![\w+/])[\w+/-]{100,}={0,2}/gu, replacement: REDACTED },
];

/** Shorter ones may be a part of an ordinary word. */
const SHORTEST_SECRET = 8;

/** For the forms of secrets, and these secrets themselves, wherever they stand. */
export function netFor(secrets: readonly string[]): Net {
  const own = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // Also as they stand inside JSON.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .toSorted((one, other) => other.length - one.length)
    .map((secret) => ({ pattern: new RegExp(RegExp.escape(secret), 'gu'), replacement: REDACTED }));
  const through = redactByPattern(({ rawMessage }) => String(rawMessage), [...own, ...KNOWN_FORMS]);
  return (text) => through({ ...RECORD, message: [text], rawMessage: text });
}

/** A record of the library, of which the net looks at the text alone. */
const RECORD = { category: [], level: 'info', timestamp: 0, properties: {} } as const;

/** A code, an id, a digest: neither a sentence nor a name in Japanese has this form. */
const CODE = /^[\w.:+-]{1,80}$/u;

/** What a step tells, with anything replaced that is no number, code or id. */
export function onlyCodes(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, asCode(value)]));
}

function asCode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asCode);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && CODE.test(value) ? value : REDACTED;
}
