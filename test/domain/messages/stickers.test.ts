import { expect, test } from 'vitest';
import sendable from '../../../src/domain/messages/sendable-stickers.json' with { type: 'json' };
import { isSendableSticker } from '../../../src/domain/messages/stickers.ts';

test('the ends of a range are sendable, their neighbours are not', () => {
  expect(isSendableSticker('446', '1988')).toBe(true);
  expect(isSendableSticker('446', '2027')).toBe(true);
  expect(isSendableSticker('446', '1987')).toBe(false);
  expect(isSendableSticker('446', '2028')).toBe(false);
  expect(isSendableSticker('789', '1988')).toBe(false);
  expect(isSendableSticker('1', '2')).toBe(false);
});

test('ids count only in the form in which LINE writes them', () => {
  for (const id of ['', '01988', '1988.0', ' 1988', '1.988e3', '0x7c4']) {
    expect(isSendableSticker('446', id)).toBe(false);
  }
});

test('15 packages, 456 stickers (line.md §2.9)', () => {
  expect(sendable.packages).toHaveLength(15);
  expect(sendable.packages.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(456);
});
