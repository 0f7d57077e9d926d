import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memberId } from '../../../../src/domain/ids.ts';
import { chooseLanguage } from '../../../../src/store/link.ts';
import { media, requests } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { FILM, FOREVER, JPEG, parkedIn, shownOn, timePasses } from '../../../helpers/late-files.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { fromBot, type LineChat } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World, WorldOptions } from '../../../helpers/world.ts';

/** Words do not wait long for a file: its place is kept, and it follows (DESIGN §6.5). */

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

async function begin(options: WorldOptions = {}): Promise<void> {
  world = await startLinkedWorld(options);
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  // Her reply token is dead by then.
  await world.later(120_000);
}

const db = () => world.bridge.workspace.context.db;
const room = () => world.tanaka.room('山田花子');

/** She sends a file that LINE takes this long to prepare. */
const sends = async (
  kind: 'image' | 'video',
  readyAfterMs: number,
  imageSet?: { id: string; index: number; total: number },
) => {
  const bytes =
    kind === 'video' ? FILM : Buffer.concat([JPEG, Buffer.from([imageSet?.index ?? 0])]);
  const content = {
    bytes,
    contentType: 'video/mp4',
    readyAfterMs,
    ...(imageSet ? { imageSet } : {}),
  };
  const { messageId } = await hanako.user.sendsContent(kind, content, { oa: OA });
  await world.settle();
  return messageId;
};
const passes = (ms: number, step?: number) => timePasses(world, ms, step);
const parked = () => parkedIn(world);
const onPhone = () => shownOn(hanako);
/** A room's messages, in short. */
const inRoom = (place = room()) =>
  fromBot(place.messages).map(({ content, text }) =>
    content && 'fileId' in content ? `(${content.type})` : text,
  );
const COMING =
  '［お知らせ］「山田花子」さんが送った動画を受け取っています。届きしだい、ここに表示します。';
const FOLLOWS = /^［お知らせ］「山田花子」さんが\d\d:\d\dに送った動画です。$/;
const delivered = () =>
  auditOf(world)
    .filter(({ action, kind }) => action === 'message.deliver' && kind !== 'text')
    .map(({ outcome, reason }) => [outcome, reason]);

describe('a file that LINE prepares', () => {
  beforeEach(() => begin());

  test('holds words for 20 s; then they go, below a line that keeps its place, and it follows', async () => {
    const before = inRoom().length;
    await sends('video', 90_000);
    await world.later(5000);
    await hanako.says('至急お電話ください');
    await passes(13_000, 1000);
    expect(inRoom().slice(before)).toEqual([]);
    await passes(2000, 1000);
    expect(inRoom().slice(before)).toEqual([COMING, '至急お電話ください']);
    await hanako.says('お願いします');
    expect(inRoom().slice(before)).toEqual([COMING, '至急お電話ください', 'お願いします']);
    await passes(100_000);
    const shown = inRoom().slice(before);
    expect(shown).toEqual([
      COMING,
      '至急お電話ください',
      'お願いします',
      expect.stringMatching(FOLLOWS),
      '(video)',
    ]);
    expect(delivered()).toEqual([['sent', null]]);
    expect(parked()).toEqual([]);
  });

  test('arrives in time: there is no line', async () => {
    const before = inRoom().length;
    await sends('video', 15_000);
    await hanako.says('動画です');
    await passes(60_000, 1000);
    expect(inRoom().slice(before)).toEqual(['(video)', '動画です']);
  });

  test('and then cannot make is told to both, and no row stays behind', async () => {
    const before = inRoom().length;
    await sends('image', FOREVER);
    await hanako.says('写真です');
    await passes(25_000);
    world.line.faults.failNext({ api: 'transcoding', status: 200, body: { status: 'failed' } });
    await passes(60_000);
    expect(inRoom().slice(before)).toEqual([
      COMING.replace('動画', '画像'),
      '写真です',
      expect.stringContaining('画像が送られましたが'),
    ]);
    expect(hanako.lastReceived?.text).toContain('受け渡しできなかった');
    expect(parked()).toEqual([]);
    await hanako.says('届きましたか');
    expect(inRoom().at(-1)).toBe('届きましたか');
  });

  test('for an hour does the same', async () => {
    await sends('video', FOREVER);
    await hanako.says('動画です');
    await passes(70 * 60_000, 60_000);
    expect(inRoom().at(-1)).toContain('動画が送られましたが');
    expect(hanako.lastReceived?.text).toContain('受け渡しできなかった');
    expect(parked()).toEqual([]);
  });

  test('goes on after a restart', async () => {
    const before = inRoom().length;
    await sends('video', 90_000);
    await hanako.says('至急お電話ください');
    await passes(10_000);
    await world.restart();
    await passes(10_000);
    expect(inRoom().slice(before)).toEqual([COMING, '至急お電話ください']);
    await world.restart();
    await passes(100_000);
    expect(inRoom().slice(before + 2)).toEqual([expect.stringMatching(FOLLOWS), '(video)']);
  });

  test('several share a line, an album whole', async () => {
    const before = inRoom().length;
    await sends('video', 60_000);
    for (const index of [1, 2, 3]) await sends('image', 60_000, { id: 'set', index, total: 3 });
    await hanako.says('以上です');
    await passes(25_000);
    expect(inRoom().slice(before)).toEqual([
      COMING.replace('動画', '動画、画像（3件）'),
      '以上です',
    ]);
    await passes(60_000);
    const after = inRoom()
      .slice(before + 2)
      .filter((text) => text.startsWith('('));
    expect(after.sort()).toEqual(['(image)', '(image)', '(image)', '(video)']);
  });

  test('unsent meanwhile never follows, and she is not asked to send it again', async () => {
    const messageId = await sends('video', 60_000);
    await hanako.says('至急お電話ください');
    await passes(25_000);
    const before = hanako.received.length;
    await hanako.user.unsends(messageId, { oa: OA });
    await passes(90_000);
    expect(inRoom()).not.toContain('(video)');
    expect(inRoom().at(-1)).toContain('送信を取り消しました');
    expect(hanako.received.length).toBe(before);
    expect(delivered()).toEqual([['cancelled', 'unsent']]);
    expect(db().select().from(media).all()).toEqual([]);
  });

  test('forbidden meanwhile is told to both, once', async () => {
    await sends('video', 60_000);
    await hanako.says('至急お電話ください');
    await passes(25_000);
    await world.suzuki.commands('file deny in');
    await passes(90_000);
    expect(inRoom()).not.toContain('(video)');
    expect(inRoom().filter((text) => text.includes('動画を送信しましたが'))).toHaveLength(1);
    expect(onPhone().filter((text) => text.includes('受け取ることができません'))).toHaveLength(1);
    expect(delivered()).toEqual([['refused', 'denied']]);
  });

  test('the customer is handed over meanwhile: the successor gets it, once', async () => {
    await sends('video', 60_000);
    await hanako.says('至急お電話ください');
    await passes(25_000);
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await passes(90_000);
    const shown = inRoom(world.sato.room('山田花子'));
    expect(shown.filter((text) => text === '(video)')).toHaveLength(1);
    expect(inRoom()).not.toContain('(video)');
    expect(delivered().filter(([outcome]) => outcome === 'sent')).toHaveLength(1);
    expect(parked()).toEqual([]);
  });

  test('the talk ends meanwhile: it is not shown, and she is told', async () => {
    await sends('video', 60_000);
    await hanako.says('至急お電話ください');
    await passes(25_000);
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await passes(90_000);
    expect(inRoom()).not.toContain('(video)');
    expect(inRoom().join('\n')).toContain('送った動画は、ここには届きませんでした');
    expect(onPhone().join('\n')).toContain('メッセージ 1件は、担当者に届いていません');
    expect(delivered()).toEqual([['cancelled', 'room-closed']]);
    expect(parked()).toEqual([]);
  });
});

describe('a file that LINE WORKS’ storage refuses', () => {
  beforeEach(() => begin());

  test('holds words for the same time only', async () => {
    const before = inRoom().length;
    world.works.faults.failNext({ api: 'upload', times: FOREVER, status: 503 });
    await sends('video', 0);
    await hanako.says('至急お電話ください');
    await passes(20_000, 1000);
    expect(inRoom().slice(before)).toEqual([COMING, '至急お電話ください']);
    world.works.faults.clear();
    await passes(10 * 60_000, 30_000);
    expect(inRoom().slice(before + 2)).toEqual([expect.stringMatching(FOLLOWS), '(video)']);
  });

  test('holds words no longer while the storage hangs', async () => {
    const before = inRoom().length;
    world.works.faults.delay(2500, ({ api }) => api === 'upload');
    const content = { bytes: FILM, contentType: 'video/mp4' };
    await hanako.user.sendsContent('video', content, { oa: OA });
    await hanako.user.says('至急お電話ください', { oa: OA });
    await until('it is being uploaded', () =>
      db()
        .select()
        .from(requests)
        .all()
        .some((row) => row.inFlight && row.step === 'upload-media'),
    );
    world.clock.advance(20_000);
    await until('the words are there', () => inRoom().includes('至急お電話ください'));
    expect(inRoom().slice(before)).toEqual([COMING, '至急お電話ください']);
    await world.settle();
    expect(inRoom().slice(before + 2)).toEqual([expect.stringMatching(FOLLOWS), '(video)']);
  });

  test('for good is told to both', async () => {
    world.works.faults.failNext({ api: 'upload', times: FOREVER, status: 503 });
    await sends('video', 0);
    await hanako.says('至急お電話ください');
    await passes(2 * 60 * 60_000, 60_000);
    expect(inRoom().at(-1)).toMatch(/送った動画は、ここには届きませんでした。$/);
    expect(hanako.lastReceived?.text).toContain('届きませんでした');
    expect(delivered()).toEqual([['exhausted', 'gave-up']]);
  });
});

test('in direct mode the name stands over both', async () => {
  await begin({ works: { roomBehaviour: 'single-user' } });
  const { direct } = world.tanaka;
  const before = inRoom(direct).length;
  await sends('video', 60_000);
  await hanako.says('至急お電話ください');
  await passes(25_000);
  expect(inRoom(direct).slice(before)).toEqual([
    `▸山田花子\n${COMING}`,
    '▸山田花子\n至急お電話ください',
  ]);
  await passes(60_000);
  expect(inRoom(direct).slice(before + 2)).toEqual([
    expect.stringMatching(/^▸山田花子\n［お知らせ］「山田花子」さんが\d\d:\d\dに送った動画です。$/),
    '(video)',
  ]);
});

test('in English, on both sides', async () => {
  await begin();
  chooseLanguage(db(), memberId(world.tanaka.user.userId), 'en');
  hanako = world.lineUser('Emily', 'en');
  await hanako.says('Talk ID: tanaka');
  await world.later(120_000);
  const emily = world.tanaka.room('Emily');
  await sends('video', 60_000);
  await hanako.says('Please call me');
  await passes(25_000);
  expect(inRoom(emily).slice(-2)).toEqual([
    '[Notice] What "Emily" sent is being received (Video). It will be shown here as soon as it is there.',
    'Please call me',
  ]);
  await passes(60_000);
  expect(inRoom(emily).slice(-2)).toEqual([
    expect.stringMatching(/^\[Notice\] This is what "Emily" sent at \d\d:\d\d \(Video\)\.$/),
    '(video)',
  ]);
  world.works.faults.failNext({ api: 'get-attachment', times: FOREVER, status: 503 });
  await emily.sendsFile('image', { bytes: JPEG, fileName: 'a.jpg', contentType: 'image/jpeg' });
  await emily.says('See the photo');
  await passes(25_000);
  expect(onPhone().slice(-2)).toEqual([
    'Hana Tanaka (田中 花) has sent something that is still being prepared (Image). It will follow as soon as it is ready.',
    'See the photo',
  ]);
});
