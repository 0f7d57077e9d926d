import { Hono } from 'hono';
import type { Context } from '../context.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { filmTile } from '../media/film-tile.ts';
import { blobByKey, isFilmTile } from '../services/files/links.ts';
import { iconByKey } from '../services/photos/icon.ts';
import { breakOffOf } from './break-off.ts';
import { serveBlob } from './serve-blob.ts';

const DAY_SECONDS = 24 * 60 * 60;

const NO_SNIFF = { 'x-content-type-options': 'nosniff' };
/** With the 404 of a link that leads nowhere. */
export const NO_FILE_HEADERS = { ...NO_SNIFF, 'cache-control': 'no-store' };

/**
 * `GET /media/{token}/{name}` (DESIGN §9, §11 Media), for phones that know only the address. HEAD
 * is answered likewise. A link that was altered, has ended or leads nowhere is 404 alike.
 */
export function mediaRoute(context: Context, blobs: BlobStore): Hono {
  const app = new Hono();
  app.get('/:token/:name', async (c) => {
    c.header('x-content-type-options', 'nosniff');
    const now = context.clock.now();
    const link = context.media.read(c.req.param('token'), c.req.param('name'), now);
    const blob = link && blobByKey(context, link.key);
    const isAlive = () => link !== null && blobByKey(context, link.key) !== null;
    const life = { isAlive, breakOff: breakOffOf(c.env) };
    const served = blob && (await serveBlob(blobs, blob, c.req.raw, life));
    if (served) return served;
    const png = link && pictureByKey(context, link.key);
    if (link === null || png === null) {
      return c.text('not found', 404, NO_FILE_HEADERS);
    }
    const seconds = Math.min(DAY_SECONDS, Math.floor((link.endsAt - now) / 1000));
    // The address holds the picture's hash: its content never changes.
    return c.body(new Uint8Array(png), 200, {
      'content-type': 'image/png',
      'content-length': String(png.byteLength),
      'cache-control': `public, max-age=${seconds}, immutable`,
    });
  });
  return app;
}

/** Pictures that are no person's file. */
const pictureByKey = (context: Context, key: string): Uint8Array | null =>
  isFilmTile(key) ? filmTile() : iconByKey(context, key);
