import { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { attachmentRoutes } from '../routes/attachments.ts';
import { botRoutes } from '../routes/bots.ts';
import { channelRoutes } from '../routes/channels.ts';
import { messageRoutes } from '../routes/messages.ts';
import { userRoutes } from '../routes/users.ts';
import { ApiError, errorBody, notFound } from './api-error.ts';
import { observed } from './observed.ts';

/** Unknown paths and all errors answer `{code, description}` (line-works.md §3.4). */
export function answerErrors(app: Hono<Env>, ctx: Context): Hono<Env> {
  app.all('*', observed(ctx, 'unknown'), () => {
    throw notFound();
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) {
      return c.json({ code: error.code, description: error.message }, error.status);
    }
    // A bug of the simulator: loud, but in the platform's shape.
    console.error(error);
    return c.json(errorBody(500), 500);
  });
  return app;
}

/** The API host: `/v1.0/…`. */
export function apiServer(ctx: Context): Hono<Env> {
  const app = new Hono<Env>();
  userRoutes(app, ctx);
  messageRoutes(app, ctx);
  channelRoutes(app, ctx);
  attachmentRoutes(app, ctx);
  botRoutes(app, ctx);
  return answerErrors(app, ctx);
}
