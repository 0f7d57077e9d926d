import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  bodiesIn,
  type Expected,
  expectedOf,
  fitWorksBody,
  readBody,
  replayWorks,
  type Stage,
  setStage,
} from '../fixtures/replay.ts';
import { ADMIN_BOT, BRIDGE_BOT } from '../helpers/company.ts';

/** Arrives on the phone, unchanged or as `shown`. */
const relayed = (text: string, shown = text): Expected => ({
  results: ['relay'],
  entries: [`message.receive relayed 「${text}」`, 'message.deliver sent'],
  phone: [shown],
});

/** An unknown kind: the member is told that it is not passed on. */
const refusedKind = (text: string, name: string): Expected => ({
  results: ['refuse-kind'],
  entries: [`message.receive refused (refuse-kind) 「${text}」`],
  room: [
    `［お知らせ］この種類の${name}はLINEに送れません。このメッセージは送っていません。ほかの形でお送りください。`,
  ],
});

/** A file whose id LINE WORKS no longer knows: the member is told. */
const gone = (name: string): Expected => ({
  results: ['relay'],
  entries: [
    `message.receive relayed 「[${name}]」`,
    'media.refuse refused (gone)',
    'message.deliver refused (gone)',
  ],
  room: [
    `［お知らせ］この${name}はLINE WORKSから取得できなくなっていたため、送っていません。もう一度送ってください。`,
  ],
});

/** Written in the bot's 1:1 room: nothing is sent out. */
const hinted = (text: string): Expected => ({
  results: ['hint'],
  entries: [`message.receive unaddressed (one-to-one-room) 「${text}」`],
  direct: [
    'LINEユーザーごとに別のトークルームがあります。LINEユーザーには、そのトークルームから送ってください。このメッセージはだれにも送っていません。',
  ],
});

const recorded = (result: string, reason = result): Expected => ({
  results: [result],
  entries: [`event.record recorded (${reason})`],
});

/** Another maker's button: what it sent is kept where it can be erased. */
const foreign = (data: string): Expected => ({
  results: ['unknown-button'],
  entries: [`event.record recorded (unknown-button) 「${data}」`],
});

/** Needs no action: the inbox row shows that it was seen. */
const seen = (result: string): Expected => ({ results: [result] });

const COLLEAGUE = 'c0113a90-0000-4000-8000-00000000c011';
const UNKNOWN = '[表示できない種類のメッセージが届きました]';

/** The effect of each body: every event and content type of line-works.md §2.2 and §2.3. */
const LEAVES: Readonly<Record<string, Expected>> = {
  audio: gone('音声'),
  begin: seen('begin'),
  'content-of-new-kind': refusedKind(UNKNOWN, 'メッセージ'),
  end: seen('end'),
  'event-of-new-kind': recorded('recorded', 'unknown-kind'),
  file: gone('ファイル'),
  'image-1to1': hinted('[画像]'),
  image: gone('画像'),
  join: seen('join'),
  'join-elsewhere': seen('join'),
  joined: seen('known'),
  leave: {
    results: ['detached'],
    entries: ['room.detach ok (leave)'],
    direct: [
      '「山田花子」さんとのトークルームからボットが退室しました。そのトークルームに書いても、LINEには送られません。LINEユーザーから次のメッセージが届くと、新しいトークルームができます。すぐに書きたいときは、ボタンを押してください。',
    ],
  },
  left: {
    results: ['detached'],
    entries: ['room.detach ok (left)'],
    direct: [
      '「山田花子」さんとのトークルームから、あなたが退室しました。LINEユーザーから次のメッセージが届くと、新しいトークルームができます。すぐに書きたいときは、ボタンを押してください。',
    ],
  },
  'left-of-another': seen('left'),
  location: relayed(
    '[位置情報] 大阪府大阪市北区\nhttps://maps.google.com/?q=34.7024,135.4959',
    '[location] 大阪府大阪市北区',
  ),
  'message-without-content': refusedKind(UNKNOWN, 'メッセージ'),
  postback: foreign('order=1'),
  'postback-1to1': foreign('order=2'),
  sticker: relayed('[スタンプ]', '[sticker]'),
  'sticker-of-their-own': {
    ...relayed('[スタンプ]'),
    room: [
      '［お知らせ］このスタンプはLINEでは送れないため、「[スタンプ]」というテキストで送りました。',
    ],
  },
  'text-1to1': hinted('ここに書くとどうなりますか'),
  'text-admin-bot': seen('command'),
  'text-colleague': {
    results: ['refuse-colleague'],
    entries: ['message.receive refused (refuse-colleague) 「横から失礼します」'],
    room: [
      '［お知らせ］このトークルームで送れるのは田中 花さんだけです。このメッセージは送っていません。',
    ],
    direct: [
      `${COLLEAGUE}さんがこのトークルームに書き込みましたが、LINEには送っていません。LINEユーザーとの内容は${COLLEAGUE}さんにも見えています。`,
    ],
  },
  'text-from-button': relayed('押しました'),
  'text-start-button-1to1': foreign('start'),
  'text-unknown-room': recorded('unknown-room'),
  text: relayed('承知しました。明日お送りします。'),
  video: gone('動画'),
};

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.world.stop());

test.each(Object.entries(LEAVES))('line-works/%s', async (name, expected) => {
  if (name === 'text-admin-bot') {
    // Its first answer makes the platform report a new 1:1 room; here it exists already.
    await stage.world.tanaka.commands('状態');
    stage.clearInbox();
  }
  const body = fitWorksBody(stage, readBody('line-works', name));
  const botId = name === 'text-admin-bot' ? ADMIN_BOT : BRIDGE_BOT;
  expect(await replayWorks(stage, botId, body)).toEqual(expectedOf(expected));
});

test('every body has its row', () => {
  expect(Object.keys(LEAVES).sort()).toEqual(bodiesIn('line-works'));
});

test('the admin bot answers a command once', async () => {
  const { tanaka } = stage.world;
  const body = fitWorksBody(stage, readBody('line-works', 'text-admin-bot'));
  await replayWorks(stage, ADMIN_BOT, body);
  expect(tanaka.answers.filter((text) => text.startsWith('権限・その他'))).toHaveLength(1);
});

test('after the bot was thrown out, the customer’s next message makes a new room', async () => {
  await replayWorks(stage, BRIDGE_BOT, fitWorksBody(stage, readBody('line-works', 'leave')));
  const roomsBefore = stage.world.tanaka.user.rooms(BRIDGE_BOT).length;
  await stage.customer.says('まだいますか');
  expect(stage.world.tanaka.user.rooms(BRIDGE_BOT)).toHaveLength(roomsBefore + 1);
});
