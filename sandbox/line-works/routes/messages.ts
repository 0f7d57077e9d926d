import type { Hono } from 'hono';
import { parseSend } from '../content/content-schemas.ts';
import type { Context, Env } from '../context.ts';
import { accessDenied, notFound } from '../servers/api-error.ts';
import { endpoint, jsonBody, MESSAGE_SCOPES } from '../servers/endpoint.ts';
import { checkFiles } from '../tenant/files.ts';
import { findMember } from '../tenant/people.ts';
import type { BotRecord, MemberRecord, RoomRecord } from '../tenant/records.ts';

/** A member the bot may write to; throws 404 or 403 (line-works.md §3.4, §5.3). */
export function reachable(ctx: Context, bot: BotRecord, key: string): MemberRecord {
  const member = findMember(ctx.world, key);
  if (member === undefined || member.isDeleted) throw notFound();
  if (bot.releasedTo !== null && !bot.releasedTo.includes(member.userId)) throw accessDenied();
  return member;
}

/** A room the bot is in; throws 404, or 403 after it left or was removed (line-works.md §3.4). */
export function roomOfBot(ctx: Context, bot: BotRecord, channelId: string): RoomRecord {
  const room = ctx.world.rooms.get(channelId);
  if (room === undefined) throw notFound();
  if (room.botId !== bot.botId || !room.botPresent) throw accessDenied();
  return room;
}

/** The two send calls: 201 with an empty body (line-works.md §3.1). */
export function messageRoutes(app: Hono<Env>, ctx: Context): void {
  app.post(
    '/v1.0/bots/:botId/users/:userId/messages',
    ...endpoint(ctx, 'user-message', MESSAGE_SCOPES),
    async (c) => {
      const bot = c.get('bot');
      const content = parseSend(await jsonBody(c));
      const member = reachable(ctx, bot, c.req.param('userId'));
      checkFiles(ctx, bot.botId, content);
      ctx.talk.botSends(ctx.talk.directRoom(bot, member.userId), content);
      return c.body(null, 201);
    },
  );
  app.post(
    '/v1.0/bots/:botId/channels/:channelId/messages',
    ...endpoint(ctx, 'channel-message', MESSAGE_SCOPES),
    async (c) => {
      const bot = c.get('bot');
      const content = parseSend(await jsonBody(c));
      const room = roomOfBot(ctx, bot, c.req.param('channelId'));
      checkFiles(ctx, bot.botId, content);
      ctx.talk.botSends(room, content);
      return c.body(null, 201);
    },
  );
}
