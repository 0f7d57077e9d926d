import type { Hono } from 'hono';
import * as z from 'zod';
import { parseBody } from '../content/content-schemas.ts';
import { text } from '../content/schema-parts.ts';
import type { Context, Env } from '../context.ts';
import { notFound } from '../servers/api-error.ts';
import { endpoint, jsonBody, MESSAGE_READ_SCOPES, MESSAGE_SCOPES } from '../servers/endpoint.ts';
import { liveFile, openUpload } from '../tenant/files.ts';

const create = z.strictObject({ fileName: text(1000) });

/** Attachments: the upload address, and the 302 to the storage (line-works.md §4). */
export function attachmentRoutes(app: Hono<Env>, ctx: Context): void {
  app.post(
    '/v1.0/bots/:botId/attachments',
    ...endpoint(ctx, 'attachment', MESSAGE_SCOPES),
    async (c) => {
      const { fileName } = parseBody(create, await jsonBody(c));
      const { fileId } = openUpload(ctx, c.get('bot').botId, fileName);
      const path = `/k/emsg/r/jp1/${fileId}/${encodeURIComponent(fileName)}`;
      return c.json({ fileId, uploadUrl: `${ctx.storageUrl()}${path}` });
    },
  );

  app.get(
    '/v1.0/bots/:botId/attachments/:fileId',
    ...endpoint(ctx, 'get-attachment', MESSAGE_READ_SCOPES),
    (c) => {
      const file = liveFile(ctx, c.req.param('fileId'));
      if (file === undefined || file.botId !== c.get('bot').botId) throw notFound();
      return c.redirect(`${ctx.storageUrl()}/k/emsg/d/${encodeURIComponent(file.fileId)}`, 302);
    },
  );
}
