import type { PageWords } from './words.ts';

/** A sticker that people on the page can send. */
export interface OfferedSticker {
  readonly packageId: string;
  readonly stickerId: string;
  readonly label: string;
  /** Text of a message sticker. */
  readonly text?: string;
}

/**
 * Three that LINE lets a bot send (line.md §2.9), and one that it does not. The labels are the
 * sandbox's own: its pictures are not copied.
 */
export function offeredStickers({ stickers }: PageWords): readonly OfferedSticker[] {
  return [
    { packageId: '446', stickerId: '1988', label: stickers.happy },
    { packageId: '789', stickerId: '10855', label: stickers.hello },
    { packageId: '11537', stickerId: '52002735', label: stickers.ok },
    {
      packageId: '1234567',
      stickerId: '98765432',
      label: stickers.unsendable,
      text: stickers.thanks,
    },
  ];
}
