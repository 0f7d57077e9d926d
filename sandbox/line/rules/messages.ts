import * as z from 'zod';
import { quickReply } from './actions.ts';
import { flexContainer } from './flex.ts';
import { imagemapActions, imagemapVideo } from './imagemap.ts';
import { graphemeCount, list, mediaUrl, text, upTo } from './primitives.ts';
import { NAME_LENGTH, NO_FILE } from './read.ts';
import { isSendable } from './stickers.ts';
import { template } from './templates.ts';

const senderName = z
  .string()
  .refine((name) => name !== '' && graphemeCount(name) <= 20, NAME_LENGTH)
  // Which words LINE refuses, and in which widths, is not known (line.md §12): the strictest guess.
  .refine(
    (name) => !/line/i.test(name.normalize('NFKC')),
    'sender.name contains a word that may not be used',
  );

/** What every message may have (line.md §2.7, §2.8). */
const common = {
  quickReply: quickReply.optional(),
  sender: z.strictObject({ name: senderName.optional(), iconUrl: mediaUrl.optional() }).optional(),
};
const quoteToken = z.string().optional();
const altText = text(1500);

const emoji = z.strictObject({ index: z.int().min(0), productId: z.string(), emojiId: z.string() });

const textMessage = z
  .strictObject({
    type: z.literal('text'),
    text: text(5000),
    emojis: list(emoji, 1, 20).optional(),
    quoteToken,
    ...common,
  })
  .refine((it) => (it.emojis ?? []).every(({ index }) => it.text[index] === '$'), {
    error: 'An emoji must stand at a $',
    path: ['emojis'],
  });

const substitution = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('mention'),
    mentionee: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('user'), userId: z.string() }),
      z.strictObject({ type: z.literal('all') }),
    ]),
  }),
  z.strictObject({ type: z.literal('emoji'), productId: z.string(), emojiId: z.string() }),
]);

/** Braces are markup in textV2: each must be doubled or name a substitution. */
function bracesFit(it: {
  readonly text: string;
  readonly substitution?: object | undefined;
}): boolean {
  const keys = new Set(Object.keys(it.substitution ?? {}));
  const rest = it.text
    .replaceAll(/\{\{|\}\}/g, '')
    .replaceAll(/\{([0-9A-Za-z_]{1,20})\}/g, (whole, key: string) => (keys.has(key) ? '' : whole));
  return !/[{}]/.test(rest);
}

/** line.md §2.7: up to 100 keys, among them 20 mentions and 20 emoji. */
function fewSubstitutions(it: {
  readonly substitution?: Readonly<Record<string, { readonly type: string }>> | undefined;
}): boolean {
  const types = Object.values(it.substitution ?? {}).map(({ type }) => type);
  const count = (wanted: string) => types.filter((type) => type === wanted).length;
  return types.length <= 100 && count('mention') <= 20 && count('emoji') <= 20;
}

const textV2Message = z
  .strictObject({
    type: z.literal('textV2'),
    text: text(5000),
    substitution: z.record(z.string().regex(/^[0-9A-Za-z_]{1,20}$/), substitution).optional(),
    quoteToken,
    ...common,
  })
  .refine(fewSubstitutions, { error: 'Too many substitutions', path: ['substitution'] })
  .refine(bracesFit, { error: 'The text has an unknown placeholder', path: ['text'] });

const stickerMessage = z
  .strictObject({
    type: z.literal('sticker'),
    packageId: text(20),
    stickerId: text(20),
    quoteToken,
    ...common,
  })
  .refine((it) => isSendable(it.packageId, it.stickerId), {
    error: 'The sticker is not available',
    path: ['stickerId'],
  });

const pictured = { originalContentUrl: mediaUrl, previewImageUrl: mediaUrl };
const imageMessage = z.strictObject({ type: z.literal('image'), ...pictured, ...common });
const videoMessage = z.strictObject({
  type: z.literal('video'),
  ...pictured,
  trackingId: upTo(100).optional(),
  ...common,
});
const audioMessage = z.strictObject({
  type: z.literal('audio'),
  originalContentUrl: mediaUrl,
  duration: z.int().min(1, 'Must be greater than 0'),
  ...common,
});
const locationMessage = z.strictObject({
  type: z.literal('location'),
  title: text(100),
  address: text(100),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  ...common,
});
const imagemapMessage = z.strictObject({
  type: z.literal('imagemap'),
  baseUrl: mediaUrl,
  altText,
  baseSize: z.strictObject({ width: z.literal(1040), height: z.int().min(1) }),
  actions: imagemapActions,
  video: imagemapVideo.optional(),
  ...common,
});
const templateMessage = z.strictObject({
  type: z.literal('template'),
  altText,
  template,
  ...common,
});
const flexMessage = z.strictObject({
  type: z.literal('flex'),
  altText,
  contents: flexContainer,
  ...common,
});
const couponMessage = z.strictObject({
  type: z.literal('coupon'),
  couponId: text(100),
  deliveryTag: upTo(30).optional(),
  ...common,
});
/** line.md §2.7: there is no such thing for an ordinary account. */
const fileMessage = z.looseObject({ type: z.literal('file') }).refine(() => false, NO_FILE);

const message = z.discriminatedUnion('type', [
  textMessage,
  textV2Message,
  stickerMessage,
  imageMessage,
  videoMessage,
  audioMessage,
  locationMessage,
  imagemapMessage,
  templateMessage,
  flexMessage,
  couponMessage,
  fileMessage,
]);

/** All of them, or none is sent (line.md §2.1). */
export const messages = list(message, 1, 5);
