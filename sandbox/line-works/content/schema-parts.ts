import * as z from 'zod';

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

function isAllowedUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  // Plain http for the sandbox's own machine only.
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** Which characters count as nothing is not known: the strictest guess (line-works.md §3.2). */
const BLANK = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Text of 1 to `max` UTF-16 units, of which something shows. */
export const text = (max: number) =>
  // Not `.max()`: zod counts code points there.
  z.string().refine((s) => !BLANK.test(s) && s.length <= max, `must have 1 to ${max} characters`);

/** HTTPS address of at most 1000 characters (line-works.md §3.2). */
export const url = text(1000).refine(isAllowedUrl, 'must be an https URL');

/** Id of an uploaded file. */
export const fileId = z.string().min(1);

const language = z.enum(['ja_JP', 'ko_KR', 'en_US', 'zh_CN', 'zh_TW']);

/** Translations of one field: `[{language, <field>}]`. */
export const i18n = (field: string, max: number) =>
  z.array(z.strictObject({ language, [field]: text(max) })).optional();

const label = text(20);

const message = (labelMax: number) =>
  z.strictObject({
    type: z.literal('message'),
    label: text(labelMax),
    text: text(300).optional(),
    postback: text(1000).optional(),
  });

// `tel:` and the like are links too; only http is held to the https rule.
const uri = (labelMax: number) =>
  z.strictObject({
    type: z.literal('uri'),
    label: text(labelMax),
    uri: text(1000).refine(
      (v) => URL.canParse(v) && (!/^http:/i.test(v) || isAllowedUrl(v)),
      'must be a URI',
    ),
  });

const copy = (labelMax: number) =>
  z.strictObject({ type: z.literal('copy'), label: text(labelMax), copyText: text(1000) });

const postback = z.strictObject({
  type: z.literal('postback'),
  label,
  data: text(300),
  displayText: text(300).optional(),
});

const quickPostback = postback.extend({ displayText: text(300) });

const onPhone = (type: 'camera' | 'cameraRoll' | 'location') =>
  z.strictObject({ type: z.literal(type), label });

/** Actions allowed everywhere (line-works.md §3.2); the label's length depends on the place. */
export const plainAction = (labelMax = 20) =>
  z.discriminatedUnion('type', [message(labelMax), uri(labelMax), copy(labelMax)]);

/** Actions of carousels: postback too. */
export const columnAction = z.discriminatedUnion('type', [
  message(20),
  uri(20),
  copy(20),
  postback,
]);

/** Actions of image carousels: the label is shorter. */
export const imageColumnAction = z.discriminatedUnion('type', [
  message(12),
  uri(12),
  copy(12),
  postback.extend({ label: text(12) }),
]);

const quickAction = z.discriminatedUnion('type', [
  message(20),
  uri(20),
  copy(20),
  quickPostback,
  onPhone('camera'),
  onPhone('cameraRoll'),
  onPhone('location'),
]);

const quickReply = z
  .strictObject({
    items: z
      .array(
        z
          .strictObject({
            imageUrl: url.optional(),
            imageResourceId: z.string().optional(),
            action: quickAction,
          })
          .refine((it) => it.imageUrl === undefined || it.imageResourceId === undefined, {
            path: ['imageResourceId'],
            message: 'excludes an address',
          }),
      )
      .min(1)
      .max(13),
  })
  .optional();

/** A content type with its fields; a quick reply goes with any. */
export const content = <T extends z.ZodRawShape>(type: string, fields: T) =>
  z.strictObject({ type: z.literal(type), quickReply, ...fields });
