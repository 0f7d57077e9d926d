import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditFeed } from '../../src/hosts/node/audit-feed.ts';
import {
  bodiesIn,
  type Expected,
  expectedOf,
  fitLineBody,
  readBody,
  replayLine,
  type Stage,
  setStage,
} from '../fixtures/replay.ts';

/** Arrives in the talk room, unchanged or as `shown`. */
const relayed = (text: string, shown = text): Expected => ({
  results: ['relay'],
  entries: [`message.receive relayed 「${text}」`, 'message.deliver sent'],
  room: [shown],
});

/** The simulated LINE has no such content: it is refused, and both sides are told in words. */
const gone = (kind: string, text: string): Expected => ({
  results: ['relay'],
  entries: [
    `message.receive relayed 「${text}」`,
    'media.refuse refused (gone)',
    'message.deliver refused (gone)',
    'notice.deliver sent',
  ],
  phone: [goneToUser(kind)],
  room: [goneToMember(kind)],
});
const goneToUser = (kind: string) =>
  `いまの${kind}はLINEから取得できなくなっていたため、担当者に届いていません。お手数ですが、もう一度お送りください。`;
const goneToMember = (kind: string) =>
  `［お知らせ］「山田花子」さんから${kind}が送られましたが、ここには表示できません。LINEから取得できなくなっていました。「山田花子」さんには届いていないことをお知らせします。`;

/** Leaves its kind and no content. */
const recorded = (result: string, reason = result): Expected => ({
  results: [result],
  entries: [`event.record recorded (${reason})`],
});

/** Another maker's button: what it sent is kept where it can be erased. */
const foreign = (data: string): Expected => ({
  results: ['unknown-button'],
  entries: [`event.record recorded (unknown-button) 「${data}」`],
});

const unknownKind = recorded('recorded', 'unknown-kind');
const notOneToOne = recorded('not-one-to-one');
const GROUP = '/v2/bot/group/Ca0b1c2d3e4f5061728394a5b6c7d8e9f/leave';
const ROOM = '/v2/bot/room/Rf0e1d2c3b4a5968778695a4b3c2d1e0f/leave';
const UNKNOWN = '[表示できない種類のメッセージが届きました]';
const map = 'https://maps.google.com/?q=35.00912,135.75893';
const pictureOf = (stickerId: string) =>
  `スタンプを見る\nhttps://stickershop.line-scdn.net/stickershop/v1/sticker/${stickerId}/android/sticker.png`;

/** The effect of each body: every event and message type of line.md §1.5 and §1.6. */
const LEAVES: Readonly<Record<string, Expected>> = {
  'account-link-failed': recorded('no-user'),
  'account-link': unknownKind,
  activated: unknownKind,
  audio: gone('音声', '[音声]'),
  beacon: unknownKind,
  'bot-resumed': recorded('no-user'),
  'bot-suspended': recorded('no-user'),
  'broken-beside-whole': {
    results: ['unreadable', 'relay', 'relay'],
    entries: [
      'event.record recorded (unreadable)',
      `message.receive relayed 「${UNKNOWN}」`,
      'message.receive relayed 「これは届きます」',
      'message.deliver sent',
      'message.deliver sent',
    ],
    room: [UNKNOWN, 'これは届きます'],
  },
  deactivated: unknownKind,
  delivery: recorded('no-user'),
  'event-of-new-kind': unknownKind,
  file: gone('ファイル', '[ファイル] 図面 第2版.pdf'),
  'follow-unblocked': {
    results: ['friend'],
    entries: ['friend.follow ok'],
    room: [
      '［お知らせ］「山田花子」さんが公式アカウントを友だちに追加しました（またはブロックを解除しました）。',
    ],
  },
  follow: {
    results: ['friend'],
    entries: ['friend.follow ok'],
    room: [
      '［お知らせ］「山田花子」さんが公式アカウントを友だちに追加しました（またはブロックを解除しました）。',
    ],
  },
  'image-external': {
    results: ['relay'],
    entries: [
      'message.receive relayed 「[画像]」',
      'message.deliver refused (external)',
      'notice.deliver sent',
    ],
    phone: [
      'いまの画像はLINEの外に置かれているため、担当者に届いていません。お手数ですが、トークから直接お送りください。',
    ],
    room: [
      '［お知らせ］「山田花子」さんから画像が送られましたが、ここには表示できません。LINEの外に置かれたファイルのため、取得していません。「山田花子」さんには届いていないことをお知らせします。',
    ],
  },
  'images-of-a-set': {
    results: ['relay', 'relay'],
    entries: [
      'message.receive relayed 「[画像]」',
      'message.receive relayed 「[画像]」',
      'media.refuse refused (gone)',
      'media.refuse refused (gone)',
      'message.deliver refused (gone)',
      'message.deliver refused (gone)',
      'notice.deliver sent',
      'notice.deliver sent',
    ],
    phone: [goneToUser('画像'), goneToUser('画像')],
    room: [goneToMember('画像'), goneToMember('画像')],
  },
  join: { ...notOneToOne, leaves: [GROUP] },
  leave: notOneToOne,
  'location-bare': relayed(`[位置情報] 位置情報\n${map}`, '位置情報\n位置情報'),
  location: relayed(
    `[位置情報] みどり商店 本店 京都府京都市中京区\n${map}`,
    'みどり商店 本店\n京都府京都市中京区',
  ),
  'member-joined': { ...notOneToOne, leaves: [GROUP] },
  'member-left': { ...notOneToOne, leaves: [GROUP] },
  membership: unknownKind,
  'message-edited': { ...notOneToOne, leaves: [GROUP] },
  'message-of-new-kind': relayed(UNKNOWN),
  'messages-without-id': {
    results: ['relay', 'relay'],
    entries: [
      'message.receive relayed 「番号のない一通目」',
      'message.receive relayed 「番号のない二通目」',
      'message.deliver sent',
      'message.deliver sent',
    ],
    room: ['番号のない一通目', '番号のない二通目'],
  },
  'module-attached': recorded('no-user'),
  'module-detached': recorded('no-user'),
  'no-events': {},
  'postback-datetime': foreign('book'),
  'postback-rich-menu': foreign('menu-b'),
  postback: foreign('menu=opening-hours'),
  'sticker-future-kind': relayed('[スタンプ]', `[スタンプ]\n${pictureOf('700000002')}`),
  'sticker-message-quote': {
    ...relayed('[スタンプ] いつも\nありがとう'),
    room: [
      '> 先日はありがとうございました',
      `[スタンプ] いつも\nありがとう\n${pictureOf('700000001')}`,
    ],
  },
  sticker: relayed('[スタンプ] ok、thumbs up、great', '[sticker 11537/52002734]'),
  'text-emoji-mention-quote': relayed(
    '@みどり商店 (hello) 了解です',
    '> 先日はありがとうございました\n@みどり商店 (hello) 了解です',
  ),
  'text-in-group': { ...notOneToOne, leaves: [GROUP] },
  'text-in-room': { ...notOneToOne, leaves: [ROOM] },
  'text-lone-surrogate': relayed('途中で切れた\uFFFD絵文字'),
  'text-markup': relayed('<m userId="all"> 至急です', '<\u200Bm userId="all"> 至急です'),
  'text-redelivered': relayed('二度届くかもしれません'),
  'text-standby': recorded('standby'),
  'text-without-user-id': {
    results: ['no-user'],
    entries: [
      'message.receive unaddressed (no-user) 「だれでしょう」',
      'notice.deliver cancelled (no-reply-token)',
    ],
  },
  text: relayed('来週の見積もりをお願いします'),
  things: unknownKind,
  unfollow: {
    results: ['blocked'],
    entries: ['friend.unfollow ok'],
    room: [
      '［お知らせ］「山田花子」さんがブロックしました。解除されるまで、メッセージは届きません。',
    ],
  },
  'unsend-of-unknown': recorded('unsent-unknown'),
  unsend: {
    results: ['unsent'],
    entries: ['message.unsend ok'],
    room: ['［お知らせ］「山田花子」さんが09:00のメッセージの送信を取り消しました。'],
  },
  'video-play-complete': unknownKind,
  video: gone('動画', '[動画]'),
};

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.world.stop());

test.each(Object.entries(LEAVES))('line/%s', async (name, expected) => {
  const body = fitLineBody(stage, readBody('line', name));
  expect(await replayLine(stage, body)).toEqual(expectedOf(expected));
});

test('every body has its row', () => {
  expect(Object.keys(LEAVES).sort()).toEqual(bodiesIn('line'));
});

test('an unsend leaves none of the words in the audit log', async () => {
  const texts = () =>
    auditFeed(stage.world.bridge.workspace.context)
      .latest(0, 1000)
      .map(({ text }) => text);
  expect(texts()).toContain('先日はありがとうございました');
  await replayLine(stage, fitLineBody(stage, readBody('line', 'unsend')));
  expect(texts()).not.toContain('先日はありがとうございました');
});
