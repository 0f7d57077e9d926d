import { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { fileBytes, finishUpload, liveFile } from '../tenant/files.ts';
import { accessDenied, invalid, notFound } from './api-error.ts';
import { answerErrors } from './api-server.ts';
import { bearer } from './endpoint.ts';
import { observed } from './observed.ts';

const MAX_UPLOAD_BYTES = 100_000_000;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function disposition(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}

/** Guarantee: a copy in a plain ArrayBuffer, as `Response` wants it. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** The storage host: every path demands the Bearer (line-works.md §4). */
export function storageServer(ctx: Context): Hono<Env> {
  const app = new Hono<Env>();
  const guarded = (api: string) => [observed(ctx, api), bearer(ctx)] as const;

  app.post('/k/emsg/r/jp1/:fileId/:fileName', ...guarded('upload'), async (c) => {
    const file = ctx.world.files.get(c.req.param('fileId'));
    if (file === undefined || file.expiresAt <= ctx.clock.now()) throw notFound();
    // For one use (line-works.md §4).
    if (file.uploaded) throw accessDenied();
    if (Number(c.req.header('content-length') ?? 0) > MAX_UPLOAD_BYTES) throw invalid('too large');
    if (!(c.req.header('content-type') ?? '').startsWith('multipart/form-data')) {
      throw invalid('multipart/form-data expected');
    }
    const part = (await c.req.parseBody()).FileData;
    if (!(part instanceof File)) throw invalid('FileData is missing');
    finishUpload(ctx, file, new Uint8Array(await part.arrayBuffer()), part.type);
    // A string on the wire in the docs' example (line-works.md §4).
    const { fileId, fileName } = file;
    return c.json({ fileId, fileName, fileSize: String(part.size) });
  });

  app.get('/k/emsg/d/:fileId', ...guarded('download'), (c) => {
    const file = liveFile(ctx, c.req.param('fileId'));
    const bytes = file === undefined ? null : fileBytes(ctx, file.fileId);
    if (file === undefined || bytes === null) throw notFound();
    return c.body(plain(bytes), 200, {
      'Content-Type': file.contentType,
      'Content-Disposition': disposition(file.fileName),
      'Content-Length': String(bytes.byteLength),
    });
  });

  app.get('/k/photo/:userId', ...guarded('photo-download'), (c) => {
    const bytes = ctx.world.store.bytes(`photo:${c.req.param('userId')}`);
    if (bytes === null) throw notFound();
    const isPng = PNG.equals(Buffer.from(bytes.subarray(0, 4)));
    return c.body(plain(bytes), 200, { 'Content-Type': isPng ? 'image/png' : 'image/jpeg' });
  });

  return answerErrors(app, ctx);
}
