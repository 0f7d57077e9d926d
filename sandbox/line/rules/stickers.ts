import sendable from '../../../src/domain/messages/sendable-stickers.json' with { type: 'json' };

/** On the list of what an ordinary channel may send (line.md §2.9). */
export function isSendable(packageId: string, stickerId: string): boolean {
  if (!/^\d{1,15}$/.test(stickerId)) return false;
  const id = Number(stickerId);
  return sendable.packages.some(
    (it) => it.packageId === packageId && it.first <= id && id <= it.last,
  );
}
