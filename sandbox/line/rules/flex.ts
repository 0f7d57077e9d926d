import * as z from 'zod';
import { flexAction, flexButtonAction } from './actions.ts';
import { aspectRatio, border, colour, fitsLayout, size, space } from './flex-look.ts';
import { list, mediaUrl } from './primitives.ts';

/** line.md §2.7: over it, the whole request is refused. */
const BUBBLE_BYTES = 30 * 1024;
const CAROUSEL_BYTES = 50 * 1024;

const word = z.string().optional();
const flag = z.boolean().optional();
const whole = z.int().optional();

const placed = {
  margin: space,
  position: z.enum(['relative', 'absolute']).optional(),
  offsetTop: space,
  offsetBottom: space,
  offsetStart: space,
  offsetEnd: space,
};
const gravity = z.enum(['top', 'bottom', 'center']).optional();
const align = z.enum(['start', 'end', 'center']).optional();
const letters = {
  size,
  color: colour,
  weight: z.enum(['regular', 'bold']).optional(),
  style: z.enum(['normal', 'italic']).optional(),
  decoration: z.enum(['none', 'underline', 'line-through']).optional(),
};
const background = z.strictObject({
  type: z.literal('linearGradient'),
  angle: z.string(),
  startColor: z.string(),
  endColor: z.string(),
  centerColor: word,
  centerPosition: word,
});

const boxLook = {
  flex: whole,
  spacing: space,
  backgroundColor: colour,
  borderColor: colour,
  borderWidth: border,
  cornerRadius: space,
  width: word,
  maxWidth: word,
  height: word,
  maxHeight: word,
  paddingAll: space,
  paddingTop: space,
  paddingBottom: space,
  paddingStart: space,
  paddingEnd: space,
  justifyContent: z
    .enum(['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'])
    .optional(),
  alignItems: z.enum(['center', 'flex-start', 'flex-end']).optional(),
  background: background.optional(),
};

const box = z
  .strictObject({
    type: z.literal('box'),
    layout: z.enum(['horizontal', 'vertical', 'baseline']),
    contents: z.array(z.lazy((): z.ZodType => component)),
    ...placed,
    ...boxLook,
    action: flexAction.optional(),
  })
  .refine(fitsLayout, { error: 'invalid property', path: ['contents'] });

const button = z.strictObject({
  type: z.literal('button'),
  action: flexButtonAction,
  flex: whole,
  color: colour,
  style: z.enum(['primary', 'secondary', 'link']).optional(),
  gravity,
  height: z.enum(['md', 'sm']).optional(),
  adjustMode: z.literal('shrink-to-fit').optional(),
  scaling: flag,
  ...placed,
});

const image = z.strictObject({
  type: z.literal('image'),
  url: mediaUrl,
  flex: whole,
  align,
  gravity,
  size,
  aspectRatio,
  aspectMode: z.enum(['fit', 'cover']).optional(),
  backgroundColor: colour,
  action: flexAction.optional(),
  animated: flag,
  ...placed,
});

const video = z.strictObject({
  type: z.literal('video'),
  url: mediaUrl,
  previewUrl: mediaUrl,
  altContent: z.lazy((): z.ZodType => component),
  aspectRatio,
  action: flexAction.optional(),
});

const icon = z.strictObject({
  type: z.literal('icon'),
  url: mediaUrl,
  size,
  aspectRatio,
  scaling: flag,
  ...placed,
});

const span = z.strictObject({ type: z.literal('span'), text: word, ...letters });

const flexText = z
  .strictObject({
    type: z.literal('text'),
    text: z.string().min(1, 'May not be empty').optional(),
    contents: z.array(span).optional(),
    flex: whole,
    align,
    gravity,
    wrap: flag,
    lineSpacing: word,
    action: flexAction.optional(),
    maxLines: whole,
    adjustMode: z.literal('shrink-to-fit').optional(),
    scaling: flag,
    ...letters,
    ...placed,
  })
  .refine(
    (it) => it.text !== undefined || (it.contents?.length ?? 0) > 0,
    'text or contents is needed',
  );

const separator = z.strictObject({ type: z.literal('separator'), margin: space, color: colour });
const filler = z.strictObject({ type: z.literal('filler'), flex: whole });

const component = z.discriminatedUnion('type', [
  box,
  button,
  image,
  video,
  icon,
  flexText,
  span,
  separator,
  filler,
]);

const blockStyle = z
  .strictObject({ backgroundColor: colour, separator: flag, separatorColor: colour })
  .optional();

const bubble = z
  .strictObject({
    type: z.literal('bubble'),
    size: z.enum(['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga']).optional(),
    direction: z.enum(['ltr', 'rtl']).optional(),
    header: box.optional(),
    hero: z.discriminatedUnion('type', [box, image, video]).optional(),
    body: box.optional(),
    footer: box.optional(),
    styles: z
      .strictObject({ header: blockStyle, hero: blockStyle, body: blockStyle, footer: blockStyle })
      .optional(),
    action: flexAction.optional(),
  })
  .refine((it) => bytesOf(it) <= BUBBLE_BYTES, 'bubble JSON must be 30 KB or less');

const carousel = z
  .strictObject({ type: z.literal('carousel'), contents: list(bubble, 1, 12) })
  .refine((it) => bytesOf(it) <= CAROUSEL_BYTES, 'carousel JSON must be 50 KB or less');

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** messaging-api.yml, FlexContainer */
export const flexContainer = z.discriminatedUnion('type', [bubble, carousel]);
