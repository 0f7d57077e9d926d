import type { AccountDoc } from '../documents.ts';
import { json, oauthError } from '../server/answers.ts';
import {
  issueShortLived,
  issueStateless,
  readToken,
  SHORT_LIVED_LIFE_S,
  STATELESS_LIFE_S,
} from '../tokens.ts';
import type { Exchange, Route } from './route.ts';

/** line.md §5.5: stateless and short-lived tokens; none signed with a JWT. */
export const oauthRoutes: readonly Route[] = [
  {
    api: 'token',
    method: 'POST',
    path: '/oauth2/v3/token',
    takes: 'form',
    open: true,
    handle: (exchange) => issue(exchange, issueStateless, STATELESS_LIFE_S),
  },
  {
    api: 'token',
    method: 'POST',
    path: '/v2/oauth/accessToken',
    takes: 'form',
    open: true,
    handle: (exchange) => issue(exchange, issueShortLived, SHORT_LIVED_LIFE_S),
  },
  {
    api: 'token',
    method: 'POST',
    path: '/v2/oauth/verify',
    takes: 'form',
    open: true,
    handle: verify,
  },
];

type Issue = (state: Exchange['state'], account: AccountDoc) => string;

function issue({ state, body }: Exchange, issueToken: Issue, lifeS: number) {
  const field = fieldsOf(body);
  if (field('grant_type') !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'grant_type must be client_credentials');
  }
  const account = state.accounts.get(field('client_id'));
  if (account === undefined) return oauthError(400, 'invalid_client', 'invalid client_id');
  if (field('client_secret') !== account.channelSecret) {
    return oauthError(400, 'invalid_client', 'invalid client_secret');
  }
  const token = issueToken(state, account);
  return json(200, { token_type: 'Bearer', access_token: token, expires_in: lifeS });
}

function verify({ state, body }: Exchange) {
  const found = readToken(state, fieldsOf(body)('access_token'));
  if (found === null) return oauthError(400, 'invalid_request', 'access token expired');
  const { account, expiresAt } = found;
  const leftS = expiresAt === null ? 3_138_007_490 : Math.floor((expiresAt - state.now()) / 1000);
  return json(200, { client_id: account.channelId, expires_in: leftS, scope: 'P CM' });
}

function fieldsOf(body: unknown): (name: string) => string {
  const form = new Map(Object.entries(typeof body === 'object' && body !== null ? body : {}));
  return (name) => String(form.get(name) ?? '');
}
