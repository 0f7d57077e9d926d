import * as z from 'zod';
import { buttonAction, imageCarouselAction, silentAction } from './actions.ts';
import { graphemeCount, list, mediaUrl, shortText } from './primitives.ts';

const look = {
  imageAspectRatio: z.enum(['rectangle', 'square']).optional(),
  imageSize: z.enum(['cover', 'contain']).optional(),
};

const head = {
  thumbnailImageUrl: mediaUrl.optional(),
  imageBackgroundColor: z.string().optional(),
  title: shortText(40).optional(),
  defaultAction: silentAction.optional(),
};

interface Headed {
  readonly text: string;
  readonly title?: string | undefined;
  readonly thumbnailImageUrl?: string | undefined;
}

function isHeaded({ title, thumbnailImageUrl }: Headed): boolean {
  return title !== undefined || thumbnailImageUrl !== undefined;
}

/** Text beside a title or picture may have 60 characters only (line.md §2.7). */
function roomForText(it: Headed): boolean {
  return !isHeaded(it) || graphemeCount(it.text) <= 60;
}
const SHORT = { error: 'Length must be between 0 and 60', path: ['text'] };

const buttons = z
  .strictObject({
    type: z.literal('buttons'),
    ...look,
    ...head,
    text: shortText(160),
    actions: list(buttonAction, 1, 4),
  })
  .refine(roomForText, SHORT);

const confirm = z.strictObject({
  type: z.literal('confirm'),
  text: shortText(240),
  actions: list(buttonAction, 2, 2),
});

const column = z
  .strictObject({ ...head, text: shortText(120), actions: list(buttonAction, 1, 3) })
  .refine(roomForText, SHORT);

/** All columns alike: as many actions, and all or none with title and with picture. */
function columnsAlike(columns: readonly z.infer<typeof column>[]): boolean {
  const shapes = columns.map((one) =>
    [one.actions.length, one.title !== undefined, one.thumbnailImageUrl !== undefined].join(),
  );
  return new Set(shapes).size <= 1;
}

const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...look,
  columns: list(column, 1, 10).refine(
    columnsAlike,
    'The columns must have the same number of actions',
  ),
});

const imageCarousel = z.strictObject({
  type: z.literal('image_carousel'),
  columns: list(z.strictObject({ imageUrl: mediaUrl, action: imageCarouselAction }), 1, 10),
});

/** line.md §2.7 */
export const template = z.discriminatedUnion('type', [buttons, confirm, carousel, imageCarousel]);
