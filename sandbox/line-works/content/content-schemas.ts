import * as z from 'zod';
import stickers from '../../../src/domain/messages/sendable-stickers.json' with { type: 'json' };
import { invalid } from '../servers/api-error.ts';
import { mentionKeys } from './readable.ts';
import {
  columnAction,
  content,
  fileId,
  i18n,
  imageColumnAction,
  plainAction,
  text,
  url,
} from './schema-parts.ts';

const MAX_MENTIONS = 50;

// 2000 UTF-16 units: the stricter reading of an unknown unit (line-works.md §3.2).
const textContent = content('text', { text: text(2000), i18nTexts: i18n('text', 2000) });

function isSendable(s: { packageId: string; stickerId: string }): boolean {
  if (!/^\d+$/.test(s.stickerId)) return false;
  const id = Number(s.stickerId);
  return stickers.packages.some(
    (p) => p.packageId === s.packageId && p.first <= id && id <= p.last,
  );
}

const sticker = content('sticker', { packageId: z.string(), stickerId: z.string() }).refine(
  isSendable,
  { path: ['stickerId'], message: 'is not sendable' },
);

const previewed = (type: string) =>
  z.union([
    content(type, { fileId }),
    content(type, { previewImageUrl: url, originalContentUrl: url }),
  ]);

const single = (type: string) =>
  z.union([content(type, { fileId }), content(type, { originalContentUrl: url })]);

const location = content('location', {
  title: text(100),
  address: text(100),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

const link = content('link', {
  contentText: text(1000),
  linkText: text(1000),
  link: url,
  i18nContentTexts: i18n('contentText', 1000),
  i18nLinkTexts: i18n('linkText', 1000),
});

const buttonTemplate = content('button_template', {
  contentText: text(1000),
  i18nContentTexts: i18n('contentText', 1000),
  actions: z.array(plainAction()).min(1).max(10),
});

/** Where a picture may be an address or a file, it is one of them (line-works.md §3.2). */
const onePicture = (it: { originalContentUrl?: unknown; fileId?: unknown }): boolean =>
  it.originalContentUrl === undefined || it.fileId === undefined;
const ONE = { path: ['fileId'], message: 'excludes an address' };

const listTemplate = content('list_template', {
  coverData: z
    .strictObject({
      backgroundImageUrl: url.optional(),
      backgroundFileId: fileId.optional(),
      title: text(1000).optional(),
      subtitle: text(1000).optional(),
    })
    .refine((c) => c.backgroundImageUrl === undefined || c.backgroundFileId === undefined, ONE)
    .optional(),
  elements: z
    .array(
      z
        .strictObject({
          title: text(1000),
          subtitle: text(1000).optional(),
          originalContentUrl: url.optional(),
          fileId: fileId.optional(),
          action: plainAction().optional(),
        })
        .refine(onePicture, ONE),
    )
    .min(1)
    .max(4),
  actions: z.array(z.array(plainAction()).min(1).max(2)).max(2).optional(),
});

const column = z
  .strictObject({
    originalContentUrl: url.optional(),
    fileId: fileId.optional(),
    title: text(40).optional(),
    text: text(120),
    defaultAction: columnAction.optional(),
    actions: z.array(columnAction).min(1).max(3),
  })
  .refine(
    (c) => c.text.length <= 60 || (c.title ?? c.fileId ?? c.originalContentUrl) === undefined,
    { path: ['text'], message: 'is too long beside an image or title' },
  )
  .refine(onePicture, ONE);

const carousel = content('carousel', {
  imageAspectRatio: z.enum(['rectangle', 'square']).optional(),
  imageSize: z.enum(['cover', 'contain']).optional(),
  columns: z.array(column).min(1).max(10),
}).refine((c) => new Set(c.columns.map((one) => one.actions.length)).size === 1, {
  path: ['columns'],
  message: 'must have the same number of actions',
});

const imageColumn = z.union([
  z.strictObject({ originalContentUrl: url, action: imageColumnAction }),
  z.strictObject({ fileId, action: imageColumnAction }),
]);
const imageCarousel = content('image_carousel', { columns: z.array(imageColumn).min(1).max(10) });

const flex = content('flex', {
  altText: text(400),
  contents: z.looseObject({ type: z.enum(['bubble', 'carousel']) }),
});

const SCHEMAS: Record<string, z.ZodType> = {
  text: textContent,
  sticker,
  image: previewed('image'),
  video: previewed('video'),
  audio: single('audio'),
  file: single('file'),
  location,
  link,
  button_template: buttonTemplate,
  list_template: listTemplate,
  carousel,
  image_carousel: imageCarousel,
  flex,
};

const envelope = z.strictObject({ content: z.record(z.string(), z.unknown()) });

const menu = z.strictObject({
  content: z.strictObject({ actions: z.array(plainAction(1000)).min(1).max(4) }),
});

function refusal(error: z.ZodError, prefix: string): Error {
  const issue = error.issues[0];
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const path = [prefix, ...(issue?.path ?? []), ...extra].filter((p) => p !== '').join('.');
  return invalid(`${path || 'body'} ${issue?.message ?? 'content is invalid'}`);
}

/** The content of a send, checked against the limits of its type; throws a 400 (§3.2). */
export function parseSend(body: unknown): Record<string, unknown> {
  const outer = envelope.safeParse(body);
  if (!outer.success) throw refusal(outer.error, '');
  const given = outer.data.content;
  const schema = Object.hasOwn(SCHEMAS, String(given.type))
    ? SCHEMAS[String(given.type)]
    : undefined;
  if (schema === undefined) throw invalid('content.type content is invalid');
  const inner = schema.safeParse(given);
  if (!inner.success) throw refusal(inner.error, 'content');
  if (mentionKeys(given).length > MAX_MENTIONS) throw invalid('too many mentions');
  return given;
}

/** A persistent menu; throws a 400 (line-works.md §7). */
export function parseMenu(body: unknown): Record<string, unknown> {
  const parsed = menu.safeParse(body);
  if (!parsed.success) throw refusal(parsed.error, '');
  return parsed.data;
}

/** Any other body against its schema; throws a 400. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw refusal(parsed.error, '');
  return parsed.data;
}
