import { afterEach, beforeEach, expect, test } from 'vitest';
import { BOT_ID, type Stage, stage } from './harness.ts';

let s: Stage;
beforeEach(async () => {
  s = await stage();
});
afterEach(() => s.stop());

test('twice: the same bytes, as a proxy would send them again', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  await room.begins();
  s.platform.faults.webhooks('twice');
  expect(await room.says('a')).toBe(200);
  await s.platform.quiet();
  const [first, second, ...more] = s.hook.got.slice(1).map(({ body }) => body);
  expect(JSON.parse(first ?? '')).toMatchObject({ content: { text: 'a' } });
  expect(second).toBe(first);
  expect(more).toEqual([]);
});

test('reordered: of two in a room the later comes first', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  await room.begins();
  s.platform.faults.webhooks('reordered');
  expect(await Promise.all([room.says('a'), room.says('b')])).toEqual([200, 200]);
  const texts = s.hook.got.slice(1).map(({ body }) => JSON.parse(body).content.text);
  expect(texts).toEqual(['b', 'a']);
});
