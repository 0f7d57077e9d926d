import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Stage, setStage, text } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.stop());

const validate = (...messages: unknown[]): Promise<Answer> =>
  stage.call('POST', '/v2/bot/message/validate/push', { messages });
const properties = (answer: Answer) =>
  answer.body.details?.map((detail: { property: string }) => detail.property);

const https = 'https://example.com/a.jpg';
const say = (label: string) => ({ type: 'message', label, text: label });
const postback = (data: string) => ({ type: 'postback', label: 'はい', data });
const template = (it: object) => ({ type: 'template', altText: '選択', template: it });
const buttons = (it: object) =>
  template({ type: 'buttons', text: '担当を選んでください', actions: [say('a')], ...it });
const column = (actions: number, more: object = {}) => ({
  text: 'c',
  actions: Array.from({ length: actions }, () => say('a')),
  ...more,
});
const bubble = (words: string) => ({
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: words, wrap: true }] },
});
const flex = (contents: object) => ({ type: 'flex', altText: '要約', contents });
const image = { type: 'image', originalContentUrl: https, previewImageUrl: https };
const audio = { type: 'audio', originalContentUrl: https, duration: 1000 };
const place = { type: 'location', title: 't', address: 'a', latitude: 35, longitude: 139 };
const sender = (name: string) => ({ ...text('a'), sender: { name, iconUrl: https } });
const quick = (count: number) => ({
  ...text('a'),
  quickReply: {
    items: Array.from({ length: count }, () => ({ type: 'action', action: say('a') })),
  },
});
const family = '👨‍👩‍👧‍👦';

const allowed: [string, unknown][] = [
  ['5000 code units', text('あ'.repeat(5000))],
  ['2500 emoji', text('😀'.repeat(2500))],
  ['a sender of 20 graphemes', sender(family.repeat(20))],
  ['a listed sticker', { type: 'sticker', packageId: '446', stickerId: '1988' }],
  ['image', image],
  ['plain http to this machine', { ...image, originalContentUrl: 'http://127.0.0.1:80/a' }],
  ['video', { ...image, type: 'video', trackingId: 't' }],
  ['audio', audio],
  ['location', place],
  ['buttons', buttons({ actions: [postback('x'.repeat(300)), say('い'.repeat(20))] })],
  ['confirm', template({ type: 'confirm', text: 'q', actions: [say('y'), say('n')] })],
  ['carousel', template({ type: 'carousel', columns: [column(2), column(2)] })],
  ['flex bubble', flex(bubble('あ'))],
  ['flex carousel', flex({ type: 'carousel', contents: [bubble('a'), bubble('b')] })],
  ['13 quick replies', quick(13)],
  [
    'textV2',
    {
      type: 'textV2',
      text: '{{x}} {who}',
      substitution: { who: { type: 'emoji', productId: '1', emojiId: '1' } },
    },
  ],
  ['emoji', { ...text('a $'), emojis: [{ index: 2, productId: 'p', emojiId: 'e' }] }],
];

test.each(allowed)('allowed: %s', async (_, message) => {
  const answer = await validate(message);
  expect(answer.text).toBe('{}');
  expect(answer.status).toBe(200);
});

const refused: [string, unknown, string | null][] = [
  ['empty text', text(''), 'messages[0].text'],
  ['5001 code units', text('a'.repeat(5001)), 'messages[0].text'],
  ['2501 emoji', text('😀'.repeat(2501)), 'messages[0].text'],
  ['an unknown property', { ...text('a'), colour: 'red' }, 'messages[0].colour'],
  ['an unknown type', { type: 'zip' }, 'messages[0].type'],
  ['LINE in the name', sender('LINE 田中'), 'messages[0].sender.name'],
  ['line, wide', sender('田中ｌｉｎｅ'), 'messages[0].sender.name'],
  [
    'icon over http',
    { ...text('a'), sender: { iconUrl: 'http://example.com/a.png' } },
    'messages[0].sender.iconUrl',
  ],
  [
    'an unlisted sticker',
    { type: 'sticker', packageId: '1', stickerId: '2' },
    'messages[0].stickerId',
  ],
  [
    'a sticker of another package',
    { type: 'sticker', packageId: '789', stickerId: '1988' },
    'messages[0].stickerId',
  ],
  [
    'image over http',
    { ...image, originalContentUrl: 'http://example.com/a' },
    'messages[0].originalContentUrl',
  ],
  [
    'a URL that is not encoded',
    { ...image, previewImageUrl: 'https://example.com/あ' },
    'messages[0].previewImageUrl',
  ],
  [
    'a URL of 2001',
    { ...image, previewImageUrl: `${https}?${'x'.repeat(2000)}` },
    'messages[0].previewImageUrl',
  ],
  [
    'image without preview',
    { type: 'image', originalContentUrl: https },
    'messages[0].previewImageUrl',
  ],
  ['audio without duration', { type: 'audio', originalContentUrl: https }, 'messages[0].duration'],
  ['location without title', { ...place, title: undefined }, 'messages[0].title'],
  ['location with empty address', { ...place, address: '' }, 'messages[0].address'],
  [
    'text of 61 beside a title',
    buttons({ title: 't', text: 'a'.repeat(61) }),
    'messages[0].template.text',
  ],
  ['text of 161', buttons({ text: 'a'.repeat(161) }), 'messages[0].template.text'],
  ['5 buttons', buttons({ actions: Array(5).fill(say('a')) }), 'messages[0].template.actions'],
  [
    'a label of 21',
    buttons({ actions: [say('a'.repeat(21))] }),
    'messages[0].template.actions[0].label',
  ],
  [
    'postback data of 301',
    buttons({ actions: [postback('x'.repeat(301))] }),
    'messages[0].template.actions[0].data',
  ],
  [
    'confirm with one',
    template({ type: 'confirm', text: 'q', actions: [say('y')] }),
    'messages[0].template.actions',
  ],
  [
    '11 columns',
    template({ type: 'carousel', columns: Array(11).fill(column(1)) }),
    'messages[0].template.columns',
  ],
  [
    'unlike columns',
    template({ type: 'carousel', columns: [column(1), column(2)] }),
    'messages[0].template.columns',
  ],
  [
    'half titled columns',
    template({ type: 'carousel', columns: [column(1), column(1, { title: 't' })] }),
    'messages[0].template.columns',
  ],
  ['altText of 1501', { ...buttons({}), altText: 'a'.repeat(1501) }, 'messages[0].altText'],
  ['flex without altText', { type: 'flex', contents: bubble('a') }, 'messages[0].altText'],
  ['bubble over 30 KB', flex(bubble('a'.repeat(31_000))), 'messages[0].contents'],
  [
    'carousel over 50 KB',
    flex({ type: 'carousel', contents: Array(3).fill(bubble('a'.repeat(20_000))) }),
    'messages[0].contents',
  ],
  ['unknown flex property', flex({ ...bubble('a'), colour: 1 }), 'messages[0].contents.colour'],
  ['14 quick replies', quick(14), 'messages[0].quickReply.items'],
  ['unknown placeholder', { type: 'textV2', text: '{who}' }, 'messages[0].text'],
  [
    'emoji beside its $',
    { ...text('a$'), emojis: [{ index: 0, productId: 'p', emojiId: 'e' }] },
    'messages[0].emojis',
  ],
];

test.each(refused)('refused: %s', async (_, message, property) => {
  const answer = await validate(message);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toMatch(/^The request body has \d+ error\(s\)$/);
  expect(properties(answer)).toContain(property);
});

test('faults LINE words itself', async () => {
  expect((await validate(sender('あ'.repeat(21)))).body).toEqual({
    message: 'sender.name length is invalid',
  });
  expect((await validate({ type: 'file', originalContentUrl: https })).body).toEqual({
    message: 'This message type is not available for your account',
  });
});

test('one to five, all or nothing', async () => {
  expect((await validate()).body.details).toEqual([
    { message: 'Size must be between 1 and 5', property: 'messages' },
  ]);
  expect((await validate(...Array(6).fill(text('a')))).status).toBe(400);
  const hanako = stage.line.addUser({ displayName: '花子' });
  await hanako.follow(stage.oa.channelId);
  const mixed = await stage.push(hanako.userId, [text('good'), text('')]);
  expect([mixed.status, properties(mixed)]).toEqual([400, ['messages[1].text']]);
  expect(hanako.chat(stage.oa.channelId)).toEqual([]);
});

test('how the phone shows buttons and names', async () => {
  const jiro = stage.line.addUser({ displayName: '次郎' });
  await jiro.follow(stage.oa.channelId);
  await stage.push(jiro.userId, [
    {
      ...buttons({ actions: [postback('to:1')] }),
      ...quick(1),
      type: 'template',
      text: undefined,
      sender: { name: '田中' },
    },
  ]);
  expect(jiro.chat(stage.oa.channelId)).toMatchObject([
    {
      kind: 'template',
      text: '選択',
      senderName: '田中',
      via: 'push',
      quickReply: [{ from: 'quickReply', label: 'a', type: 'message', text: 'a' }],
      buttons: [
        { from: 'template', label: 'はい', type: 'postback', data: 'to:1' },
        { from: 'quickReply', label: 'a' },
      ],
    },
  ]);
});
