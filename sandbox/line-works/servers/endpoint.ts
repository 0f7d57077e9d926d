import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { Context, Env } from '../context.ts';
import { forbidden, invalid, notFound, unauthorized } from './api-error.ts';
import { observed } from './observed.ts';

/** Scopes that allow sending and everything about rooms and files (line-works.md §1.2). */
export const MESSAGE_SCOPES = ['bot.message', 'bot'];
/** The same for reads. */
export const MESSAGE_READ_SCOPES = [...MESSAGE_SCOPES, 'bot.read'];
/** Reads of the directory's users (line-works.md §1.2). */
export const USER_SCOPES = ['user', 'user.read', 'directory', 'directory.read'];

/** Demands a live Bearer token (line-works.md §1.1). */
export function bearer(ctx: Context): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const token = given === undefined ? undefined : ctx.tokens.find(given, 'access');
    if (token === undefined) {
      c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
      throw unauthorized();
    }
    c.set('token', token);
    await next();
  };
}

/** Counts the call, refuses it over the limit, and adds the headers (line-works.md §3.3). */
function limited(ctx: Context, api: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { headers, refusal } = ctx.limits.count(api);
    const show = () => {
      if (!ctx.settings.sendRateHeaders) return;
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
    };
    if (refusal !== null) {
      show();
      throw refusal;
    }
    await next();
    // Not sent on 302 answers (line-works.md §3.3).
    if (c.res.status !== 302) show();
  };
}

function scoped(scopes: string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!c.get('token').scopes.some((s) => scopes.includes(s))) throw forbidden();
    await next();
  };
}

/** Finds the bot of the path. */
function withBot(ctx: Context): MiddlewareHandler<Env> {
  return async (c, next) => {
    const botId = c.req.param('botId');
    if (botId !== undefined) {
      const bot = ctx.world.bots.get(botId);
      if (bot === undefined) throw notFound();
      c.set('bot', bot);
    }
    await next();
  };
}

type Before = MiddlewareHandler<Env>;

/** Everything before a route of the API host: faults, token, limits, scope, bot. */
export function endpoint(
  ctx: Context,
  api: string,
  scopes: string[],
): [Before, Before, Before, Before, Before] {
  return [observed(ctx, api), bearer(ctx), limited(ctx, api), scoped(scopes), withBot(ctx)];
}

/** The JSON body; throws a 400 for anything else. */
export async function jsonBody(c: HonoContext<Env>): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw invalid('Content-Type must be application/json');
  }
  try {
    return await c.req.json<unknown>();
  } catch {
    throw invalid('body is not JSON');
  }
}

/** `count` and `cursor`; null stands for a count over 100: an empty page (line-works.md §6). */
export function paging(
  c: HonoContext<Env>,
  defaultCount: number,
): { count: number; after: number } | null {
  const count = Number(c.req.query('count') ?? defaultCount);
  if (!Number.isInteger(count) || count < 1) throw invalid('count is invalid');
  const cursor = c.req.query('cursor') ?? '';
  const after = cursor === '' ? 0 : Number(/^c\+(\d+)\/next==$/.exec(cursor)?.[1]);
  // An unencoded `+` arrives as a space (line-works.md §3.4).
  if (!Number.isInteger(after)) throw invalid('cursor is invalid');
  return count > 100 ? null : { count, after };
}

/** One page of a list, with a cursor that needs URL encoding (line-works.md §3.4). */
export function pageOf<T>(
  items: T[],
  page: { count: number; after: number } | null,
): { items: T[]; responseMetaData: { nextCursor: string } } {
  if (page === null) return { items: [], responseMetaData: { nextCursor: '' } };
  const end = page.after + page.count;
  const nextCursor = end < items.length ? `c+${end}/next==` : '';
  return { items: items.slice(page.after, end), responseMetaData: { nextCursor } };
}
