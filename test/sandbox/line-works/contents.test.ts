import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOT_ID, type Stage, said, stage } from './harness.ts';

let s: Stage;
beforeAll(async () => {
  s = await stage({ requestsPerMinute: 10_000 });
});
afterAll(() => s.stop());

const x = (n: number) => 'x'.repeat(n);
const action = (o: object = {}) => ({ type: 'message', label: 'ok', ...o });
const buttons = (o: object) => ({
  type: 'button_template',
  contentText: 'x',
  actions: [action()],
  ...o,
});
const column = (o: object = {}) => ({ text: 'x', actions: [action()], ...o });
const postback = { type: 'postback', label: 'p', data: 'd' };
const element = { title: 't' };
const https = 'https://example.com/a.png';
const quick = (n: number, one: object = action()) => ({
  ...said('x'),
  quickReply: { items: Array.from({ length: n }, () => ({ action: one })) },
});
const many = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);

test.each<[string, object]>([
  ['text of 2000 units', said(x(2000))],
  ['text with translations', { ...said('x'), i18nTexts: [{ language: 'ja_JP', text: 'あ' }] }],
  ['text of 1000 emoji', said('😀'.repeat(1000))],
  ['sticker of the list', { type: 'sticker', packageId: '11539', stickerId: '52114149' }],
  ['image by URLs', { type: 'image', previewImageUrl: https, originalContentUrl: https }],
  ['file by loopback http', { type: 'file', originalContentUrl: 'http://127.0.0.1:80/a.pdf' }],
  ['audio by URL', { type: 'audio', originalContentUrl: https }],
  ['location', { type: 'location', title: 't', address: x(100), latitude: 1, longitude: 2 }],
  ['link', { type: 'link', contentText: 'x', linkText: 'y', link: https }],
  ['ten buttons', buttons({ actions: many(10, action()) })],
  [
    'uri and copy',
    buttons({
      actions: [
        { type: 'uri', label: 'u', uri: 'tel:0312345678' },
        { type: 'copy', label: 'c', copyText: 'x' },
      ],
    }),
  ],
  [
    'four rows',
    { type: 'list_template', elements: many(4, element), actions: many(2, many(2, action())) },
  ],
  [
    'a documented list',
    {
      type: 'list_template',
      elements: [
        { ...element, subtitle: 's', action: { type: 'message', label: '詳細', postback: 'p' } },
      ],
    },
  ],
  ['a mention', said('<m userId="userf7da"> 確認してください')],
  ['carousel with postback', { type: 'carousel', columns: [column({ actions: [postback] })] }],
  [
    'image carousel',
    {
      type: 'image_carousel',
      columns: [{ originalContentUrl: https, action: action({ label: x(12) }) }],
    },
  ],
  ['flex', { type: 'flex', altText: 'x', contents: { type: 'bubble' } }],
  ['13 quick replies', quick(13)],
  ['quick reply for phones', quick(1, { type: 'camera', label: 'c' })],
])('takes %s', async (_name, content) => {
  expect(await s.toTanaka(content)).toMatchObject({ status: 201, text: '' });
});

test.each<[string, object]>([
  ['text of 2001 units', said(x(2001))],
  ['text of 1001 emoji', said('😀'.repeat(1001))],
  ['empty text', said('')],
  ['unknown properties', { ...said('x'), extra: 1 }],
  ['an unknown type', { type: 'postcard', text: 'x' }],
  ['an inherited name as type', { type: 'constructor' }],
  ['no type', { text: 'x' }],
  ['an unknown language', { ...said('x'), i18nTexts: [{ language: 'ja', text: 'あ' }] }],
  ['sticker 1/2, not on the list', { type: 'sticker', packageId: '1', stickerId: '2' }],
  ['sticker outside the range', { type: 'sticker', packageId: '446', stickerId: '2028' }],
  ['sticker ids as numbers', { type: 'sticker', packageId: 446, stickerId: 1988 }],
  ['image with one URL', { type: 'image', originalContentUrl: https }],
  ['image with unknown fileId', { type: 'image', fileId: 'nothing' }],
  [
    'http image',
    { type: 'image', previewImageUrl: https, originalContentUrl: 'http://example.com/a.png' },
  ],
  ['a URL over 1000', { type: 'audio', originalContentUrl: `https://example.com/${x(1000)}` }],
  ['a blocked extension', { type: 'file', originalContentUrl: 'https://example.com/a.EXE' }],
  ['long address', { type: 'location', title: 't', address: x(101), latitude: 1, longitude: 2 }],
  ['location without title', { type: 'location', address: 'a', latitude: 1, longitude: 2 }],
  ['11 buttons', buttons({ actions: many(11, action()) })],
  ['no button', buttons({ actions: [] })],
  ['button with postback action', buttons({ actions: [postback] })],
  ['long contentText', buttons({ contentText: x(1001) })],
  ['label over 20', buttons({ actions: [action({ label: x(21) })] })],
  ['text over 300', buttons({ actions: [action({ text: x(301) })] })],
  ['postback over 1000', buttons({ actions: [action({ postback: x(1001) })] })],
  ['http uri', buttons({ actions: [{ type: 'uri', label: 'u', uri: 'http://example.com/' }] })],
  ['five rows', { type: 'list_template', elements: many(5, element) }],
  [
    'three rows of list actions',
    { type: 'list_template', elements: [element], actions: many(3, [action()]) },
  ],
  ['11 columns', { type: 'carousel', columns: many(11, column()) }],
  [
    'uneven columns',
    { type: 'carousel', columns: [column(), column({ actions: [action(), action()] })] },
  ],
  [
    'column text beside a title',
    { type: 'carousel', columns: [column({ title: 't', text: x(61) })] },
  ],
  [
    'image carousel label',
    {
      type: 'image_carousel',
      columns: [{ originalContentUrl: https, action: action({ label: x(13) }) }],
    },
  ],
  ['14 quick replies', quick(14)],
  ['quick postback without displayText', quick(1, postback)],
  ['51 mentions', said(Array.from({ length: 51 }, (_, i) => `<m userId="${i}">`).join(''))],
])('refuses %s', async (_name, content) => {
  const { status, body } = await s.toTanaka(content);
  expect(status).toBe(400);
  expect(body).toEqual({ code: 'INVALID_PARAMETER', description: expect.any(String) });
});

test('the body is exactly {content}', async () => {
  const path = `/bots/${BOT_ID}/users/${s.tanaka.userId}/messages`;
  const status = async (body: unknown) => (await s.call('POST', path, body)).status;
  expect(await status({ content: said('x'), notificationDisabled: true })).toBe(400);
  expect(await status(said('x'))).toBe(400);
  expect(await status([])).toBe(400);
  expect((await s.call('POST', path)).status).toBe(400);
});

test.each<[string, object]>([
  [
    'row',
    { type: 'list_template', elements: [{ ...element, originalContentUrl: https, fileId: 'f' }] },
  ],
  [
    'cover',
    {
      type: 'list_template',
      coverData: { backgroundImageUrl: https, backgroundFileId: 'f' },
      elements: [element],
    },
  ],
  ['column', { type: 'carousel', columns: [column({ originalContentUrl: https, fileId: 'f' })] }],
])('refuses two pictures for one %s', async (_name, content) => {
  const { status, body } = await s.toTanaka(content);
  expect(status).toBe(400);
  expect(body.description).toMatch(/excludes an address$/);
});
