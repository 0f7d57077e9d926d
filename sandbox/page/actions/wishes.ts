import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { SAMPLES, sampleFiles, type Upload } from './samples.ts';

/** Uploads travel as base64 in JSON. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What became of it: the webhook's status, null when it was not reached. */
export type Outcome =
  | number
  | null
  | { readonly status: number | null }
  | Promise<number | null | { readonly status: number | null }>;

/** Serves what people do: `act` for every POST whose body keeps the schema. */
export type On = <Wish>(
  path: string,
  schema: z.ZodType<Wish>,
  act: (wish: Wish) => Outcome,
) => void;

/** The way to add such routes to an app. */
export const wishesOn =
  (app: Hono): On =>
  (path, schema, act) => {
    app.post(path, bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
      const wish = schema.safeParse(await c.req.json().catch(() => null));
      if (!wish.success) return c.json({ error: z.prettifyError(wish.error) }, 400);
      const outcome = await act(wish.data);
      return c.json({ status: typeof outcome === 'object' ? (outcome?.status ?? null) : outcome });
    });
  };

export const id = z.string().min(1).max(500);
export const words = z.string().min(1).max(20_000);
export const sticker = z.object({ packageId: id, stickerId: id });
export const button = z.object({ bubble: id, button: z.int().nonnegative() });
export const spot = z.object({
  title: z.string().max(200),
  address: z.string().min(1).max(200),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

const file = z
  .object({ name: z.string().min(1).max(500), type: z.string().max(100), bytes: z.base64() })
  .transform((it): Upload => ({ ...it, bytes: Buffer.from(it.bytes, 'base64') }));

/** The person's own files, or ready-made ones; `plain` sends even a picture as a mere file. */
export const files = z.object({
  files: z.array(file).min(1).max(20),
  plain: z.boolean().optional(),
});
export const sample = z
  .object({ sample: z.enum(SAMPLES) })
  .transform((it) => ({ files: sampleFiles(it.sample), plain: false }));

export type Kind = 'image' | 'video' | 'audio' | 'file';

/** What a client takes the file for. */
export function kindOf({ type }: Upload, plain = false): Kind {
  const [kind] = type.split('/');
  return !plain && (kind === 'image' || kind === 'video' || kind === 'audio') ? kind : 'file';
}

/** Of an unnamed type, as browsers leave it. */
export const typeOf = ({ type }: Upload): string => type || 'application/octet-stream';
