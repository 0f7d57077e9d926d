import * as z from 'zod';
import { linkUrl, list, mediaUrl, shortText, text, upTo } from './primitives.ts';

/** DOC action objects; sizes in line.md §2.7 and messaging-api.yml. */

const data = upTo(300);

/** How each mode of a date picker writes its values. */
const MOMENTS = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}$/,
};

/** The nine kinds of action with a label of this schema. `richmenuswitch` is for rich menus only. */
function actionWith<Label extends z.ZodType>(label: Label) {
  return z.discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('postback'),
        label,
        data,
        displayText: shortText(300).optional(),
        text: shortText(300).optional(),
        inputOption: z
          .enum(['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'])
          .optional(),
        fillInText: shortText(300).optional(),
      })
      .refine((it) => !(it.displayText && it.text), 'displayText and text exclude one another')
      .refine(
        (it) => !it.fillInText || it.inputOption === 'openKeyboard',
        'fillInText needs openKeyboard',
      ),
    z.strictObject({ type: z.literal('message'), label, text: shortText(300) }),
    z.strictObject({
      type: z.literal('uri'),
      label,
      uri: linkUrl,
      altUri: z.strictObject({ desktop: linkUrl.optional() }).optional(),
    }),
    z
      .strictObject({
        type: z.literal('datetimepicker'),
        label,
        data,
        mode: z.enum(['date', 'time', 'datetime']),
        initial: z.string().optional(),
        max: z.string().optional(),
        min: z.string().optional(),
      })
      .refine(
        ({ mode, initial, max, min }) =>
          [initial, max, min].every((at) => at === undefined || MOMENTS[mode].test(at)),
        'The value does not fit the mode',
      ),
    z.strictObject({ type: z.literal('clipboard'), label, clipboardText: text(1000) }),
  ]);
}

/** Kinds that only a quick reply may have. */
const deviceAction = z.strictObject({
  type: z.enum(['camera', 'cameraRoll', 'location']),
  label: shortText(20),
});

export const buttonAction = actionWith(shortText(20));
/** `defaultAction`, whose label is never shown. */
export const silentAction = actionWith(shortText(20).optional());
export const imageCarouselAction = actionWith(shortText(12).optional());
/** Flex allows longer labels, and none where the component has its own face. */
export const flexAction = actionWith(shortText(40).optional());
export const flexButtonAction = actionWith(shortText(40));

/** line.md §2.7: up to 13. */
export const quickReply = z.strictObject({
  items: list(
    z.strictObject({
      type: z.literal('action').optional(),
      imageUrl: mediaUrl.optional(),
      action: z.discriminatedUnion('type', [buttonAction, deviceAction]),
    }),
    1,
    13,
  ),
});
