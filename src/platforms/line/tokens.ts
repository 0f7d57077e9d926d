import type { Clock } from '../../domain/clock.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { joinUrl, LOOKUP_DEADLINE_MS, MAX_ANSWER_BYTES } from '../calls.ts';
import { type Failure, refused } from '../failure.ts';
import type { HttpPort } from '../http.ts';
import { keptToken, type TokenShelf } from '../kept-token.ts';
import {
  cachedToken,
  fixedToken,
  type IssuedToken,
  requestToken,
  type TokenSource,
} from '../token-source.ts';

const LIMITS = {
  deadlineMs: LOOKUP_DEADLINE_MS,
  maxBytes: MAX_ANSWER_BYTES,
  /** Stateless tokens live 15 minutes (line.md §5.5). */
  fallbackLifeSeconds: 900,
};

/**
 * One Official Account's tokens: the long-lived one if configured, else stateless ones bought with
 * the channel secret (line.md §5.5), which need no storing and no revoking.
 */
export function createLineTokens(options: {
  readonly http: HttpPort;
  readonly clock: Clock;
  readonly apiBaseUrl: string;
  readonly channelId: ChannelId;
  readonly secrets: readonly string[];
  readonly accessToken: string | null;
  /** Where tokens outlive the host's sleep; absent: they do not. */
  readonly shelf?: TokenShelf;
}): TokenSource {
  if (options.accessToken !== null) return fixedToken(options.accessToken);
  const url = joinUrl(options.apiBaseUrl, '/oauth2/v3/token');
  const issue = async () => {
    let outcome: IssuedToken | Failure = refused('unauthorized', 0, 'token: no channel secret');
    // During a rotation one of the two secrets is invalid (§1.2).
    for (const secret of options.secrets) {
      const form = {
        grant_type: 'client_credentials',
        client_id: options.channelId,
        client_secret: secret,
      };
      outcome = await requestToken(options.http, url, form, LIMITS);
      if (outcome.kind !== 'refused') return outcome;
    }
    return outcome;
  };
  const { shelf, secrets, channelId } = options;
  const kept = shelf && keptToken(shelf, `line ${channelId}`, secrets.join('\n'));
  return cachedToken(options.clock, issue, kept);
}
