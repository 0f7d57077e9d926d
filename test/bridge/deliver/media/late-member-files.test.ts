import { afterEach, beforeEach, expect, test } from 'vitest';
import { FILM, FOREVER, JPEG, parkedIn, shownOn, timePasses } from '../../../helpers/late-files.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/** A file LINE WORKS does not serve: a member's words do not wait long for it (DESIGN §6.5). */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  // Her reply token is dead by then.
  await world.later(120_000);
  world.works.faults.failNext({ api: 'get-attachment', times: FOREVER, status: 503 });
});
afterEach(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const memberSends = async () => {
  await room().sendsFile('video', { bytes: FILM, fileName: 'a.mp4', contentType: 'video/mp4' });
  await world.settle();
};
const passes = (ms: number, step?: number) => timePasses(world, ms, step);
const parked = () => parkedIn(world);
const onPhone = () => shownOn(hanako);
const pushes = () => world.line.calls.filter(({ api }) => api === 'push').length;
const LINE_COMING = '田中 花が送った動画を準備しています。準備ができしだい、お届けします。';
const LINE_FOLLOWS = /^田中 花が\d\d:\d\dに送った動画です。$/;

test('holds a member’s words for 20 s; the line goes with them, and it follows', async () => {
  const before = onPhone().length;
  await memberSends();
  await world.tanaka.says('山田花子', '動画をご覧ください');
  await passes(18_000, 1000);
  expect(onPhone().slice(before)).toEqual([]);
  await passes(2000, 1000);
  expect(onPhone().slice(before)).toEqual([LINE_COMING, '動画をご覧ください']);
  // One of the month's messages.
  expect(pushes()).toBe(1);
  await world.tanaka.says('山田花子', 'お待ちください');
  world.works.faults.clear();
  await passes(10 * 60_000, 30_000);
  expect(onPhone().slice(before + 3)).toEqual([expect.stringMatching(LINE_FOLLOWS), '(video)']);
  expect(pushes()).toBe(3);
});

test('without words behind it there is no line, and it follows as it is', async () => {
  const before = onPhone().length;
  await memberSends();
  await passes(30_000);
  expect(onPhone().slice(before)).toEqual([]);
  world.works.faults.clear();
  await passes(10 * 60_000, 30_000);
  expect(onPhone().slice(before)).toEqual(['(video)']);
  expect(pushes()).toBe(1);
});

test('words that come later go at once, with the line', async () => {
  const before = onPhone().length;
  await memberSends();
  await passes(30_000);
  await world.restart();
  await world.tanaka.says('山田花子', '動画を送りました');
  expect(onPhone().slice(before)).toEqual([LINE_COMING, '動画を送りました']);
});

test('several from different times, and words at last', async () => {
  const before = onPhone().length;
  await memberSends();
  await passes(10_000);
  await room().sendsFile('image', { bytes: JPEG, fileName: 'a.jpg', contentType: 'image/jpeg' });
  await passes(13_000);
  expect(onPhone().slice(before)).toEqual([]);
  await world.tanaka.says('山田花子', '以上です');
  await passes(10_000, 1000);
  expect(onPhone().slice(before)).toEqual([
    LINE_COMING,
    LINE_COMING.replace('動画', '画像'),
    '以上です',
  ]);
  expect(pushes()).toBe(1);
  world.works.faults.clear();
  await passes(10 * 60_000, 30_000);
  const shown = onPhone().slice(before + 3);
  expect(shown.filter((text) => text.startsWith('(')).sort()).toEqual(['(image)', '(video)']);
  expect(parked()).toEqual([]);
});

test.each([
  ['file deny out', '管理者の設定'],
  [null, '送っていません'],
])('one that never comes (%s) is told to both', async (command, told) => {
  const before = onPhone().length;
  await memberSends();
  await world.tanaka.says('山田花子', '動画をご覧ください');
  await passes(25_000);
  if (command === null) {
    world.works.faults.clear();
    world.works.faults.failNext({ api: 'get-attachment', times: FOREVER, status: 404 });
  } else await world.suzuki.commands(command);
  await passes(10 * 60_000, 30_000);
  expect(textsOf(room()).at(-1)).toContain(told);
  expect(onPhone().slice(before)).toEqual([
    LINE_COMING,
    '動画をご覧ください',
    expect.stringMatching(/^田中 花が\d\d:\d\dに送った動画は、お届けできませんでした。$/),
  ]);
});

test('the talk ends meanwhile: both are told', async () => {
  await memberSends();
  await world.tanaka.says('山田花子', '動画をご覧ください');
  await passes(25_000);
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  await passes(60_000);
  expect(onPhone().join('\n')).toContain('動画は、お届けできませんでした');
  expect(textsOf(world.tanaka.direct).join('\n')).toContain('返事 1件は');
  expect(parked()).toEqual([]);
});
