import type { PageWords } from '../words/words.ts';

/** A sticker that people on the page can send. */
export interface OfferedSticker {
  readonly packageId: string;
  readonly stickerId: string;
  readonly label: string;
  /** Text of a message sticker. */
  readonly text?: string;
  /** LINE does not tell what it shows. */
  readonly wordless?: boolean;
}

/**
 * Those that LINE lets a bot send (line.md §2.9), and two that it does not. The labels are the
 * sandbox's own: its pictures are not copied.
 */
export function offeredStickers({ stickers }: PageWords): readonly OfferedSticker[] {
  return [
    { packageId: '446', stickerId: '1988', label: stickers.happy },
    { packageId: '789', stickerId: '10855', label: stickers.hello },
    { packageId: '11537', stickerId: '52002735', label: stickers.ok },
    { packageId: '6136', stickerId: '10551378', label: stickers.love },
    { packageId: '8522', stickerId: '16581269', label: stickers.please },
    { packageId: '11539', stickerId: '52114117', label: stickers.sorry },
    {
      packageId: '1234567',
      stickerId: '98765432',
      label: stickers.unsendable,
      text: stickers.thanks,
    },
    { packageId: '30563', stickerId: '651698630', label: stickers.wordless, wordless: true },
  ];
}
