import { expect, test } from 'vitest';
import { isInstantText } from '../../src/domain/instant-text.ts';

test.each([
  '2026-11-27T09:00:00+09:00',
  '2026-11-27T00:00Z',
  '2024-02-29T23:59:59.123456789-03:30',
])('%s is an instant', (text) => {
  expect(isInstantText(text)).toBe(true);
});

test.each([
  ...['', '2026-11-27', '2026-11-27T09:00:00', '27.11.2026 09:00', '2026-11-27 09:00:00+09:00'],
  ...['2026-02-31T09:00:00Z', '2026-13-01T09:00:00Z', '2026-11-27T25:00:00Z'],
  ...['2026-11-27T09:00:00+09:00 ', '２０２６-11-27T09:00:00Z', '0000-00-00T00:00:00Z'],
])('%j is none', (text) => {
  expect(isInstantText(text)).toBe(false);
});
