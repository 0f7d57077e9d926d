import type { messagingApi } from '@line/bot-sdk';
import * as z from 'zod';
import { isSendableSticker } from '../../domain/messages/stickers.ts';
import { containsLine } from '../../domain/text/names.ts';
import { buttonUri, graphemeText, httpsUrl, shownUnits, units } from '../outbound.ts';
import type { BuiltFields } from './sdk-fields.ts';

/** Addresses of pictures, films and icons (line.md §2.7). */
const mediaUrl = httpsUrl(2000);

const sender = z.strictObject({
  name: units(20)
    .refine((name) => !containsLine(name), { error: 'contains LINE' })
    .exactOptional(),
  iconUrl: mediaUrl.exactOptional(),
} satisfies BuiltFields<messagingApi.Sender>);

/** Fields that every message may carry. */
const base = { sender: sender.exactOptional() };
const quoteToken = units(1000).exactOptional();

const label = graphemeText(20);

const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('postback'),
    label,
    data: units(300),
    displayText: graphemeText(300).exactOptional(),
  } satisfies BuiltFields<messagingApi.PostbackAction>),
  z.strictObject({
    type: z.literal('message'),
    label,
    text: graphemeText(300),
  } satisfies BuiltFields<messagingApi.MessageAction>),
  z.strictObject({
    type: z.literal('uri'),
    label,
    uri: buttonUri(1000),
  } satisfies BuiltFields<messagingApi.URIAction>),
]);

const buttonsSchema = z
  .strictObject({
    type: z.literal('buttons'),
    title: graphemeText(40).exactOptional(),
    text: graphemeText(160),
    actions: z.array(actionSchema).min(1).max(4),
  } satisfies BuiltFields<messagingApi.ButtonsTemplate>)
  // With a title LINE leaves less room for the text.
  .refine(({ title, text }) => title === undefined || graphemeText(60).safeParse(text).success, {
    path: ['text'],
    error: 'at most 60 graphemes beside a title',
  });

/**
 * Every message we send to LINE, with its limits (line.md §2.7–2.9). Unknown fields are a fault.
 */
export const lineMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: shownUnits(5000),
    quoteToken,
    ...base,
  } satisfies BuiltFields<messagingApi.TextMessage>),
  z
    .strictObject({
      type: z.literal('sticker'),
      packageId: units(20),
      stickerId: units(20),
      quoteToken,
      ...base,
    } satisfies BuiltFields<messagingApi.StickerMessage>)
    .refine(({ packageId, stickerId }) => isSendableSticker(packageId, stickerId), {
      error: 'not a sticker that LINE lets a bot send',
    }),
  z.strictObject({
    type: z.literal('location'),
    title: units(100),
    address: units(100),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    ...base,
  } satisfies BuiltFields<messagingApi.LocationMessage>),
  z.strictObject({
    type: z.literal('template'),
    altText: units(1500),
    template: buttonsSchema,
    ...base,
  } satisfies BuiltFields<messagingApi.TemplateMessage>),
  z.strictObject({
    type: z.literal('image'),
    originalContentUrl: mediaUrl,
    previewImageUrl: mediaUrl,
    ...base,
  } satisfies BuiltFields<messagingApi.ImageMessage>),
  z.strictObject({
    type: z.literal('video'),
    originalContentUrl: mediaUrl,
    previewImageUrl: mediaUrl,
    ...base,
  } satisfies BuiltFields<messagingApi.VideoMessage>),
  z.strictObject({
    type: z.literal('audio'),
    originalContentUrl: mediaUrl,
    duration: z.number().int().positive(),
    ...base,
  } satisfies BuiltFields<messagingApi.AudioMessage>),
]) satisfies z.ZodType<messagingApi.Message>;

/** One message object as we send it: one of LINE's own, within our limits. */
export type LineMessage = z.infer<typeof lineMessageSchema>;

/** A button of a template. */
export type LineAction = z.infer<typeof actionSchema>;
