import { expect, test } from 'vitest';
import { bookmarks } from '../../../src/hosts/operate/bookmarks.ts';

const NOW = Date.parse('2026-11-27T09:00:00+09:00');
const clock = { now: () => NOW };
const kept = {
  current: async () => 'b-now',
  forTime: async (at: number) => `b-${at}`,
};
const throwing = () => Promise.reject(new Error('does not implement point-in-time recovery'));

test('the state of now and of then have names; what the platform does not have is said', async () => {
  const at = '2026-11-26T09:00:00+09:00';
  expect(await bookmarks({ clock, pointInTime: kept }, at)).toMatchObject({
    status: 200,
    body: { at: '2026-11-26T09:00:00.000+09:00', bookmarkThen: `b-${NOW - 86_400_000}` },
  });
  expect(await bookmarks({ clock, pointInTime: kept }, undefined)).toMatchObject({
    body: { bookmark: 'b-now', at: null, bookmarkThen: null },
  });
  const later = '2026-11-27T09:00:01+09:00';
  expect(await bookmarks({ clock, pointInTime: kept }, later)).toMatchObject({ status: 400 });
  const none = { current: throwing, forTime: throwing };
  expect(await bookmarks({ clock, pointInTime: none }, at)).toMatchObject({
    status: 501,
    body: { error: 'no-history', faults: ['does not implement point-in-time recovery'] },
  });
  expect(await bookmarks({ clock }, at)).toMatchObject({ body: { error: 'not-here' } });
});
