import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import * as z from 'zod';
import { parseBody, parseMenu } from '../content/content-schemas.ts';
import { text, url } from '../content/schema-parts.ts';
import type { Context, Env } from '../context.ts';
import { notFound } from '../servers/api-error.ts';
import {
  endpoint,
  jsonBody,
  MESSAGE_READ_SCOPES,
  MESSAGE_SCOPES,
  pageOf,
  paging,
} from '../servers/endpoint.ts';
import { CALLBACK_EVENTS, CHANNEL_EVENTS } from '../tenant/people.ts';
import type { BotRecord } from '../tenant/records.ts';

const READ = ['bot', 'bot.read'];
const WRITE = ['bot'];

const patch = z
  .strictObject({
    botName: text(100),
    photoUrl: z.string().max(1000),
    description: z.string().max(100),
    administrators: z.array(z.string()).min(1).max(3),
    subadministrators: z.array(z.string()).max(3),
    enableCallback: z.boolean(),
    callbackUrl: url,
    callbackEvents: z.array(z.enum(CALLBACK_EVENTS)),
    channelEvents: z.array(z.enum(CHANNEL_EVENTS)),
    enableGroupJoin: z.boolean(),
  })
  .partial();

function botJson(bot: BotRecord) {
  return {
    // int64 on the wire (line-works.md §3.1).
    botId: Number(bot.botId),
    botName: bot.name,
    photoUrl: bot.photoUrl,
    description: bot.description,
    administrators: bot.administrators,
    subadministrators: bot.subadministrators,
    enableCallback: bot.enableCallback,
    callbackUrl: bot.callbackUrl,
    callbackEvents: bot.callbackEvents,
    channelEvents: bot.channelEvents,
    enableGroupJoin: bot.enableGroupJoin,
  };
}

/** Bots: list, get, patch, secret, persistent menu (line-works.md §5.3, §7). */
export function botRoutes(app: Hono<Env>, ctx: Context): void {
  const write = (bot: BotRecord, fields: Partial<BotRecord>): BotRecord => {
    const written = { ...bot, ...fields };
    ctx.world.bots.put(written);
    ctx.changed();
    return written;
  };

  app.get('/v1.0/bots', ...endpoint(ctx, 'bots', READ), (c) => {
    const { items, responseMetaData } = pageOf(ctx.world.bots.all(), paging(c, 50));
    return c.json({ bots: items.map(botJson), responseMetaData });
  });

  app.get('/v1.0/bots/:botId', ...endpoint(ctx, 'bot', READ), (c) => c.json(botJson(c.get('bot'))));

  app.get('/v1.0/bots/:botId/domains', ...endpoint(ctx, 'bot-domains', READ), (c) => {
    const { domainId } = ctx.settings;
    return c.json({ domains: [{ domainId, visible: true, allowToSelectedMember: false }] });
  });

  app.patch('/v1.0/bots/:botId', ...endpoint(ctx, 'patch-bot', WRITE), async (c) => {
    const { botName, ...fields } = parseBody(patch, await jsonBody(c));
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    const name = botName === undefined ? {} : { name: botName };
    return c.json(botJson(write(c.get('bot'), { ...Object.fromEntries(given), ...name })));
  });

  app.post('/v1.0/bots/:botId/secret', ...endpoint(ctx, 'bot-secret', WRITE), (c) => {
    const botSecret = randomBytes(24).toString('base64url');
    write(c.get('bot'), { botSecret });
    return c.json({ botSecret });
  });

  const menuPath = '/v1.0/bots/:botId/persistentmenu';
  app.post(menuPath, ...endpoint(ctx, 'set-persistent-menu', MESSAGE_SCOPES), async (c) => {
    const persistentMenu = parseMenu(await jsonBody(c));
    write(c.get('bot'), { persistentMenu });
    return c.json(persistentMenu, 201);
  });
  app.get(menuPath, ...endpoint(ctx, 'get-persistent-menu', MESSAGE_READ_SCOPES), (c) => {
    const { persistentMenu } = c.get('bot');
    if (persistentMenu === null) throw notFound();
    return c.json(persistentMenu);
  });
  app.delete(menuPath, ...endpoint(ctx, 'delete-persistent-menu', MESSAGE_SCOPES), (c) => {
    write(c.get('bot'), { persistentMenu: null });
    return c.body(null, 204);
  });
}
