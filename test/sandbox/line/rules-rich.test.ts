import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, setStage } from './stage.ts';

/** What LINE refuses in maps, pickers, Flex and aggregation. */

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.stop());

const https = 'https://example.com/a.png';
const area = { x: 0, y: 0, width: 520, height: 1040 };
const map = (it: object) => ({
  type: 'imagemap',
  baseUrl: 'https://example.com/map',
  altText: '地図',
  baseSize: { width: 1040, height: 1040 },
  actions: [{ type: 'uri', linkUri: 'https://example.com/', area }],
  ...it,
});
const picker = (it: object) => ({
  type: 'template',
  altText: '日時',
  template: {
    type: 'buttons',
    text: 'いつ',
    actions: [{ type: 'datetimepicker', label: '選ぶ', data: 'when', mode: 'date', ...it }],
  },
});
const flex = (layout: string, ...contents: object[]) => ({
  type: 'flex',
  altText: '要約',
  contents: { type: 'bubble', body: { type: 'box', layout, contents } },
});
const words = (it: object) => ({ type: 'text', text: 'あ', ...it });
const marks = (count: number, one: object) => ({
  type: 'textV2',
  text: 'a',
  substitution: Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, one])),
});
const emoji = { type: 'emoji', productId: '1', emojiId: '1' };
const mention = { type: 'mention', mentionee: { type: 'all' } };

const allowed: [string, object][] = [
  ['a map', map({})],
  [
    'a map with a video',
    map({ video: { originalContentUrl: https, previewImageUrl: https, area } }),
  ],
  ['a picker with its limits', picker({ min: '2026-01-01', max: '2026-12-31' })],
  ['a picker of minutes', picker({ mode: 'datetime', initial: '2026-11-23T09:30' })],
  ['flex with looks', flex('vertical', words({ size: 'xxl', color: '#11223344', margin: '8px' }))],
  ['a baseline', flex('baseline', { type: 'icon', url: https, size: 'sm' }, words({}))],
  ['a picture of 1:3', flex('vertical', { type: 'image', url: https, aspectRatio: '1:3' })],
  ['20 emoji', marks(20, emoji)],
];

const refused: [string, object][] = [
  ['a map without a place to press', map({ actions: [{ type: 'message', text: 'a' }] })],
  ['a map of another width', map({ baseSize: { width: 700, height: 700 } })],
  ['words of 401 in a map', map({ actions: [{ type: 'message', text: 'a'.repeat(401), area }] })],
  ['51 actions in a map', map({ actions: Array(51).fill({ type: 'message', text: 'a', area }) })],
  ['half a video in a map', map({ video: { originalContentUrl: https, area } })],
  ['a time for a date', picker({ initial: '09:30' })],
  ['a date without minutes', picker({ mode: 'datetime', max: '2026-12-31' })],
  ['a colour by name', flex('vertical', words({ color: 'red' }))],
  ['an unknown size', flex('vertical', words({ size: 'huge' }))],
  ['a margin without a unit', flex('vertical', words({ margin: '8' }))],
  ['a picture of 1:4', flex('vertical', { type: 'image', url: https, aspectRatio: '1:4' })],
  ['a box on a baseline', flex('baseline', { type: 'box', layout: 'vertical', contents: [] })],
  ['an icon that stands alone', flex('vertical', { type: 'icon', url: https })],
  ['21 emoji', marks(21, emoji)],
  ['21 mentions', marks(21, mention)],
];

const validate = (message: object) =>
  stage.call('POST', '/v2/bot/message/validate/push', { messages: [message] });

test.each(allowed)('allowed: %s', async (_, message) => {
  expect((await validate(message)).text).toBe('{}');
});

test.each(refused)('refused: %s', async (_, message) => {
  const answer = await validate(message);
  expect(answer.status).toBe(400);
  expect(answer.body.details?.[0]?.property).toMatch(/^messages\[0\]/);
});

test('one aggregation unit at most', async () => {
  const hanako = stage.line.addUser({ displayName: '花子' });
  await hanako.follow(stage.oa.channelId);
  const push = (customAggregationUnits: string[]) =>
    stage.call('POST', '/v2/bot/message/push', {
      to: hanako.userId,
      messages: [{ type: 'text', text: 'a' }],
      customAggregationUnits,
    });
  expect((await push(['promotion_a'])).status).toBe(200);
  expect((await push(['a', 'b'])).status).toBe(400);
  expect((await push(['キャンペーン'])).status).toBe(400);
});
