import type { StickerContent } from './content.ts';
import sendable from './sendable-stickers.json' with { type: 'json' };

/** Whether LINE lets a bot send this sticker: 15 packages, 456 stickers (line.md §2.9). */
export function isSendableSticker(packageId: string, stickerId: string): boolean {
  if (!/^[1-9]\d*$/.test(stickerId)) return false;
  const number = Number(stickerId);
  return sendable.packages.some(
    (pack) => pack.packageId === packageId && number >= pack.first && number <= pack.last,
  );
}

/** The sticker as both platforms send it; null for one that goes as words. */
export function nativeSticker({
  packageId,
  stickerId,
}: StickerContent): { readonly packageId: string; readonly stickerId: string } | null {
  if (packageId === null || stickerId === null) return null;
  return isSendableSticker(packageId, stickerId) ? { packageId, stickerId } : null;
}
