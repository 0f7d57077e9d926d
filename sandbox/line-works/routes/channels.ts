import type { Hono } from 'hono';
import * as z from 'zod';
import { parseBody } from '../content/content-schemas.ts';
import { text } from '../content/schema-parts.ts';
import type { Context, Env } from '../context.ts';
import { forbidden } from '../servers/api-error.ts';
import {
  endpoint,
  jsonBody,
  MESSAGE_READ_SCOPES,
  MESSAGE_SCOPES,
  pageOf,
  paging,
} from '../servers/endpoint.ts';
import type { BotRecord, RoomRecord } from '../tenant/records.ts';
import { reachable, roomOfBot } from './messages.ts';

const create = z.strictObject({
  members: z
    .array(z.string())
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'must be unique'),
  title: text(1000),
});

function openRoom(ctx: Context, bot: BotRecord, members: string[], title: string): RoomRecord {
  const [only] = members;
  if (members.length > 1 && !bot.enableGroupJoin) throw forbidden();
  if (only === undefined || members.length > 1) return ctx.talk.createRoom(bot, members, title);
  // With one member the real answer is unproven: all three are played (line-works.md §5.1).
  switch (ctx.settings.roomBehaviour) {
    case 'new-room':
      return ctx.talk.createRoom(bot, members, title);
    case 'refuse':
      throw forbidden();
    case 'single-user': {
      const room = ctx.talk.directRoom(bot, only);
      void ctx.talk.begin(room);
      return room;
    }
  }
}

/** Rooms: create, get, members, leave (line-works.md §5.1). */
export function channelRoutes(app: Hono<Env>, ctx: Context): void {
  app.post(
    '/v1.0/bots/:botId/channels',
    ...endpoint(ctx, 'create-channel', MESSAGE_SCOPES),
    async (c) => {
      const bot = c.get('bot');
      const { members, title } = parseBody(create, await jsonBody(c));
      const ids = members.map((key) => reachable(ctx, bot, key).userId);
      const room = openRoom(ctx, bot, ids, title);
      return c.json({ channelId: room.channelId, title }, 201);
    },
  );

  app.get(
    '/v1.0/bots/:botId/channels/:channelId',
    ...endpoint(ctx, 'get-channel', MESSAGE_READ_SCOPES),
    (c) => {
      const { channelId, title, type } = roomOfBot(ctx, c.get('bot'), c.req.param('channelId'));
      const channelType = { type, orgUnitId: null, groupId: null };
      return c.json({ domainId: ctx.settings.domainId, channelId, title, channelType });
    },
  );

  app.get(
    '/v1.0/bots/:botId/channels/:channelId/members',
    ...endpoint(ctx, 'channel-members', MESSAGE_READ_SCOPES),
    (c) => {
      const room = roomOfBot(ctx, c.get('bot'), c.req.param('channelId'));
      const { items, responseMetaData } = pageOf(room.members, paging(c, 50));
      return c.json({ members: items, responseMetaData });
    },
  );

  app.delete(
    '/v1.0/bots/:botId/channels/:channelId',
    ...endpoint(ctx, 'leave-channel', MESSAGE_SCOPES),
    (c) => {
      void ctx.talk.botGone(roomOfBot(ctx, c.get('bot'), c.req.param('channelId')));
      return c.body(null, 204);
    },
  );
}
