import { sign } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import { joinUrl, LOOKUP_DEADLINE_MS, MAX_ANSWER_BYTES } from '../calls.ts';
import { type Failure, refused } from '../failure.ts';
import type { HttpPort } from '../http.ts';
import { keptToken, type TokenShelf } from '../kept-token.ts';
import { cachedToken, type IssuedToken, requestToken, type TokenSource } from '../token-source.ts';

/** A service account (line-works.md §1.1). */
export interface WorksCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly serviceAccount: string;
  /** RSA key, PKCS#8 PEM with real newlines. */
  readonly privateKeyPem: string;
}

/** The scopes the bridge requests (§1.2, DESIGN §11 Start checks). */
export const WORKS_SCOPES: readonly string[] = ['bot', 'bot.message', 'user.read'];

/** The longest life LINE WORKS accepts (§1.1). Seconds. */
const ASSERTION_LIFE_SECONDS = 3600;
/** Our clock may be this much ahead of theirs: an assertion issued in their future is refused. */
const ISSUED_BACK_SECONDS = 60;

const LIMITS = {
  deadlineMs: LOOKUP_DEADLINE_MS,
  maxBytes: MAX_ANSWER_BYTES,
  fallbackLifeSeconds: 3600,
};

/** A token source that also tells what its last token may do. */
export interface WorksTokens extends TokenSource {
  /** Scopes of the last token; null before the first. */
  grantedScopes(): readonly string[] | null;
}

/** Access tokens bought with a JWT assertion (line-works.md §1.1), one fetch for all callers. */
export function createWorksTokens(options: {
  readonly http: HttpPort;
  readonly clock: Clock;
  readonly authBaseUrl: string;
  readonly credentials: WorksCredentials;
  /** Where tokens outlive the host's sleep; absent: they do not. */
  readonly shelf?: TokenShelf;
}): WorksTokens {
  const { http, clock, credentials, shelf } = options;
  const url = joinUrl(options.authBaseUrl, '/token');

  async function issue(): Promise<IssuedToken | Failure> {
    const assertion = signedAssertion(credentials, clock.now());
    if (assertion === null) return refused('unauthorized', 0, 'token: the private key cannot sign');
    const form = {
      assertion,
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: WORKS_SCOPES.join(' '),
    };
    return requestToken(http, url, form, LIMITS);
  }

  const kept = shelf && keptToken(shelf, 'line-works', Object.values(credentials).join('\n'));
  const tokens = cachedToken(clock, issue, kept);
  return {
    ...tokens,
    grantedScopes: () => {
      const held = tokens.held();
      // A scope not ticked in the console is dropped silently; a missing list means all requested.
      return held === null ? null : (held.scope?.match(/[^\s,]+/g) ?? WORKS_SCOPES);
    },
  };
}

/** Null when the key is not an RSA key in PEM. `now` in epoch ms. */
function signedAssertion(credentials: WorksCredentials, now: number): string | null {
  // Fractions of a second and padded base64 are refused (§1.1).
  const iat = Math.floor(now / 1000) - ISSUED_BACK_SECONDS;
  const claims = {
    iss: credentials.clientId,
    sub: credentials.serviceAccount,
    iat,
    exp: iat + ASSERTION_LIFE_SECONDS,
  };
  const signed = `${base64Url({ alg: 'RS256', typ: 'JWT' })}.${base64Url(claims)}`;
  try {
    const signature = sign('RSA-SHA256', Buffer.from(signed), credentials.privateKeyPem);
    return `${signed}.${signature.toString('base64url')}`;
  } catch {
    return null;
  }
}

function base64Url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
