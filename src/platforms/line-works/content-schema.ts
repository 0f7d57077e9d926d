import * as z from 'zod';
import { buttonUri, httpsUrl, shownUnits, units } from '../outbound.ts';

/*
 * Limits of line-works.md §3.2. Its "characters" are counted as UTF-16 code units, the strictest
 * reading, as the unit is not documented.
 */

const label = units(20);
const long = units(1000);
const fileId = units(1000);

const messageAction = z.strictObject({
  type: z.literal('message'),
  label,
  /** The label if absent. */
  text: units(300).exactOptional(),
  postback: long.exactOptional(),
});
const uriAction = z.strictObject({ type: z.literal('uri'), label, uri: buttonUri(1000) });
const copyAction = z.strictObject({ type: z.literal('copy'), label, copyText: long });
const postbackAction = z.strictObject({
  type: z.literal('postback'),
  label,
  data: units(300),
  displayText: units(300),
});

/** A button in a template: LINE WORKS takes no `postback` action there. */
const actionSchema = z.discriminatedUnion('type', [messageAction, uriAction, copyAction]);

const quickReply = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          imageUrl: httpsUrl(1000).exactOptional(),
          action: z.discriminatedUnion('type', [
            messageAction,
            uriAction,
            copyAction,
            postbackAction,
          ]),
        }),
      )
      .min(1)
      .max(13),
  })
  .exactOptional();

const picture = {
  originalContentUrl: httpsUrl(1000).exactOptional(),
  fileId: fileId.exactOptional(),
};

const listElement = z
  .strictObject({
    title: long,
    subtitle: long.exactOptional(),
    ...picture,
    action: actionSchema.exactOptional(),
  })
  .refine((element) => !(element.fileId && element.originalContentUrl), {
    error: 'a picture by id and by address',
  });

const coverData = z
  .strictObject({
    backgroundImageUrl: httpsUrl(1000).exactOptional(),
    backgroundFileId: fileId.exactOptional(),
    title: long.exactOptional(),
    subtitle: long.exactOptional(),
  })
  .refine((cover) => !(cover.backgroundFileId && cover.backgroundImageUrl), {
    error: 'a picture by id and by address',
  });

/** Every message we send to LINE WORKS. Unknown fields are a fault: they may be refused (§3.1). */
export const worksContentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: shownUnits(2000), quickReply }),
  z.strictObject({
    type: z.literal('sticker'),
    packageId: units(20),
    stickerId: units(20),
    quickReply,
  }),
  z.strictObject({
    type: z.literal('location'),
    title: units(100),
    address: units(100),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    quickReply,
  }),
  z.strictObject({
    type: z.literal('link'),
    contentText: long,
    linkText: long,
    link: httpsUrl(1000),
    quickReply,
  }),
  z.strictObject({
    type: z.literal('button_template'),
    contentText: long,
    actions: z.array(actionSchema).min(1).max(10),
    quickReply,
  }),
  z.strictObject({
    type: z.literal('list_template'),
    coverData: coverData.exactOptional(),
    elements: z.array(listElement).min(1).max(4),
    actions: z.array(z.array(actionSchema).min(1).max(2)).min(1).max(2).exactOptional(),
    quickReply,
  }),
  z.strictObject({
    type: z.enum(['image', 'file', 'audio', 'video']),
    fileId,
    quickReply,
  }),
]);

/** One message to LINE WORKS. */
export type WorksContent = z.infer<typeof worksContentSchema>;

/** A button of a template. */
export type WorksAction = z.infer<typeof actionSchema>;

/** `POST /bots/{botId}/channels` (§5.1). */
export const worksChannelSchema = z.strictObject({
  members: z
    .array(units(100))
    .min(1)
    .max(100)
    .refine((members) => new Set(members).size === members.length, { error: 'named twice' }),
  title: long,
});
