import { Hono } from 'hono';
import type { Context } from '../context.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { filmTile } from '../media/film-tile.ts';
import { blobByKey, isFilmTile, type ServedBlob } from '../services/files/links.ts';
import { iconByKey } from '../services/photos/icon.ts';
import { breakOffOf } from './break-off.ts';
import { serveBlob } from './serve-blob.ts';

const DAY_SECONDS = 24 * 60 * 60;

const NO_SNIFF = { 'x-content-type-options': 'nosniff' };
/** With the 404 of a link that leads nowhere. */
export const NO_FILE_HEADERS = { ...NO_SNIFF, 'cache-control': 'no-store' };

/** What a link leads to. */
export type JudgedLink =
  /** It was altered, has ended or leads nowhere. */
  | { readonly kind: 'nothing' }
  /** `key`: what the link signs, by which its file can be looked up again. */
  | { readonly kind: 'file'; readonly key: string; readonly blob: ServedBlob }
  | {
      readonly kind: 'picture';
      readonly png: Uint8Array;
      readonly headers: Readonly<Record<string, string>>;
    };

/** Judges a link to a file or a picture, by its signature, its end and what there still is. */
export function judgeLink(context: Context, token: string, name: string): JudgedLink {
  const now = context.clock.now();
  const link = context.media.read(token, name, now);
  if (link === null) return { kind: 'nothing' };
  const blob = blobByKey(context, link.key);
  if (blob !== null) return { kind: 'file', key: link.key, blob };
  const png = pictureByKey(context, link.key);
  if (png === null) return { kind: 'nothing' };
  const seconds = Math.min(DAY_SECONDS, Math.floor((link.endsAt - now) / 1000));
  const headers = {
    ...NO_SNIFF,
    'content-type': 'image/png',
    'content-length': String(png.byteLength),
    // The address holds the picture's hash: its content never changes.
    'cache-control': `public, max-age=${seconds}, immutable`,
  };
  return { kind: 'picture', png, headers };
}

/**
 * `GET /media/{token}/{name}` (DESIGN §9, §11 Media), for phones that know only the address. HEAD
 * is answered likewise. A link that was altered, has ended or leads nowhere is 404 alike.
 */
export function mediaRoute(context: Context, blobs: BlobStore): Hono {
  const app = new Hono();
  app.get('/:token/:name', async (c) => {
    const judged = judgeLink(context, c.req.param('token'), c.req.param('name'));
    switch (judged.kind) {
      case 'nothing':
        return c.text('not found', 404, NO_FILE_HEADERS);
      case 'file': {
        const isAlive = () => blobByKey(context, judged.key) !== null;
        const life = { isAlive, breakOff: breakOffOf(c.env) };
        const served = await serveBlob(blobs, judged.blob, c.req.raw, life);
        return served ?? c.text('not found', 404, NO_FILE_HEADERS);
      }
      case 'picture':
        return c.body(new Uint8Array(judged.png), 200, judged.headers);
      default:
        return judged satisfies never;
    }
  });
  return app;
}

/** Pictures that are no person's file. */
const pictureByKey = (context: Context, key: string): Uint8Array | null =>
  isFilmTile(key) ? filmTile() : iconByKey(context, key);
