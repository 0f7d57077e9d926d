import { Hono, type HonoRequest } from 'hono';
import type { Context, Env } from '../context.ts';
import type { AppRecord } from '../tenant/records.ts';
import { assertionFault } from './jwt.ts';
import { observed } from './observed.ts';

const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** An error in the OAuth shape `{error, error_description}` (line-works.md §1.1). */
class OAuthError extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

async function form(request: HonoRequest): Promise<URLSearchParams> {
  const type = request.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new OAuthError(
      'invalid_request',
      'Content-Type must be application/x-www-form-urlencoded',
    );
  }
  return new URLSearchParams(await request.text());
}

function field(params: URLSearchParams, name: string): string {
  const value = params.get(name);
  if (value === null || value === '') {
    throw new OAuthError('invalid_request', `Missing parameter: ${name}`);
  }
  return value;
}

function clientOf(ctx: Context, params: URLSearchParams): AppRecord {
  const app = ctx.world.apps.get(field(params, 'client_id'));
  if (app === undefined || app.clientSecret !== field(params, 'client_secret')) {
    throw new OAuthError('invalid_client', 'Invalid client');
  }
  return app;
}

function answerFor(ctx: Context, token: string, refreshToken: string, scopes: string[]) {
  return {
    access_token: token,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    // A string on the wire (line-works.md §1.1).
    expires_in: String(ctx.settings.tokenSeconds),
    scope: scopes.join(' '),
  };
}

function byAssertion(ctx: Context, app: AppRecord, params: URLSearchParams) {
  const fault = assertionFault(field(params, 'assertion'), app, ctx.clock.now());
  if (fault !== null) throw new OAuthError('invalid_grant', fault);
  const wish = field(params, 'scope').split(' ').filter(Boolean);
  const { access, refresh } = ctx.tokens.issue(app.clientId, ctx.tokens.granted(wish, app.scopes));
  return answerFor(ctx, access.token, refresh.token, access.scopes);
}

function byRefreshToken(ctx: Context, app: AppRecord, params: URLSearchParams) {
  const refresh = ctx.tokens.find(field(params, 'refresh_token'), 'refresh');
  if (refresh === undefined || refresh.clientId !== app.clientId) {
    throw new OAuthError('invalid_grant', 'Invalid refresh token');
  }
  const access = ctx.tokens.access(app.clientId, refresh.scopes);
  return answerFor(ctx, access.token, refresh.token, access.scopes);
}

/** The auth host: `/oauth2/v2.0/token` and `/revoke`. */
export function authServer(ctx: Context): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/oauth2/v2.0/token', observed(ctx, 'token'), async (c) => {
    const params = await form(c.req);
    const grant = field(params, 'grant_type');
    const client = clientOf(ctx, params);
    switch (grant) {
      case JWT_GRANT:
        return c.json(byAssertion(ctx, client, params));
      case 'refresh_token':
        return c.json(byRefreshToken(ctx, client, params));
      default:
        throw new OAuthError('unsupported_grant_type', 'Unsupported grant type');
    }
  });
  app.post('/oauth2/v2.0/revoke', observed(ctx, 'revoke'), async (c) => {
    const params = await form(c.req);
    ctx.tokens.revoke(field(params, 'token'), clientOf(ctx, params).clientId);
    return c.body(null, 200);
  });
  app.notFound((c) => c.json({ error: 'not_found', error_description: 'Not found' }, 404));
  app.onError((error, c) => {
    if (!(error instanceof OAuthError)) throw error;
    const status = error.error === 'invalid_client' ? 401 : 400;
    return c.json({ error: error.error, error_description: error.message }, status);
  });
  return app;
}
