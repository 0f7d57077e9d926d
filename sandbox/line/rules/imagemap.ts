import * as z from 'zod';
import { linkUrl, list, mediaUrl, text, upTo } from './primitives.ts';

const area = z.strictObject({
  x: z.int().min(0),
  y: z.int().min(0),
  width: z.int().min(1),
  height: z.int().min(1),
});
const label = upTo(100).optional();

/** messaging-api.yml, ImagemapAction; sizes from the reference (line.md §2.7). */
export const imagemapActions = list(
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('uri'), linkUri: linkUrl, area, label }),
    z.strictObject({ type: z.literal('message'), text: text(400), area, label }),
    z.strictObject({ type: z.literal('clipboard'), clipboardText: text(1000), area, label }),
  ]),
  1,
  50,
);

/** A video over part of the map. */
export const imagemapVideo = z.strictObject({
  originalContentUrl: mediaUrl,
  previewImageUrl: mediaUrl,
  area,
  externalLink: z.strictObject({ linkUri: linkUrl, label: text(30) }).optional(),
});
