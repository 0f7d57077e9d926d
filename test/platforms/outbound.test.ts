import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { messagingApi } from '@line/bot-sdk';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import {
  buildPushBody,
  buildReplyBody,
  type LineMessage,
  lineMessageSchema,
} from '../../src/platforms/line/outbound.ts';
import {
  buildChannelBody,
  buildContentBody,
  type WorksContent,
  worksContentSchema,
} from '../../src/platforms/line-works/outbound.ts';

const x = (length: number) => 'x'.repeat(length);
const FAMILY = '👨‍👩‍👧‍👦';

const text = (rest: object = {}) => ({ type: 'text', text: 'hi', ...rest });
const buttons = (rest: object = {}) => ({
  type: 'template',
  altText: 'どなたに？',
  template: {
    type: 'buttons',
    text: 'どなたに？',
    actions: [{ type: 'postback', label: '田中', data: 'a' }],
    ...rest,
  },
});
const labelled = (label: string) => buttons({ actions: [{ type: 'message', label, text: 'x' }] });
const uri = (to: string) => buttons({ actions: [{ type: 'uri', label: '開く', uri: to }] });
const sticker = (packageId: string, stickerId: string) => ({
  type: 'sticker',
  packageId,
  stickerId,
});
const place = { type: 'location', title: '駅', address: '東京', latitude: 35, longitude: 139 };
const image = (url: string) => ({ type: 'image', originalContentUrl: url, previewImageUrl: url });

describe('a LINE message', () => {
  test('is one of the SDK’s own types', () => {
    expectTypeOf<LineMessage>().toExtend<messagingApi.Message>();
  });

  test.each([
    [text({ text: x(5000) })],
    [text({ text: `${x(4998)}😀` })],
    [text({ sender: { name: '田中（営業一課）', iconUrl: 'https://e.example/a.png' } })],
    [text({ quoteToken: 'q' })],
    [sticker('446', '1988')],
    [sticker('11539', '52114149')],
    [place],
    [buttons()],
    [buttons({ title: x(40), text: x(60) })],
    [buttons({ text: x(160) })],
    [labelled(x(20))],
    [labelled(FAMILY.repeat(20))],
    [uri('https://e.example/')],
    [uri('tel:0312345678')],
    [image('https://e.example/a.jpg')],
    [image('http://127.0.0.1:8787/media/a')],
    [{ type: 'audio', originalContentUrl: 'https://e.example/a.m4a', duration: 1 }],
  ])('may be %#', (message) => {
    expect(lineMessageSchema.safeParse(message).error).toBeUndefined();
  });

  test.each([
    [text({ text: '' })],
    [text({ text: x(5001) })],
    [text({ text: `${x(4999)}😀` })],
    [text({ sender: { name: x(21) } })],
    [text({ sender: { name: '' } })],
    [text({ sender: { name: 'LINE田中' } })],
    [text({ sender: { name: 'Ｌｉｎｅ' } })],
    [text({ sender: { name: 'li\u200bne' } })],
    [text({ sender: { iconUrl: 'http://e.example/a.png' } })],
    [text({ quickReply: { items: [] } })],
    [text({ surprise: 1 })],
    [sticker('446', '1987')],
    [sticker('446', '01988')],
    [sticker('1', '2')],
    [{ ...place, title: '' }],
    [{ ...place, address: x(101) }],
    [{ ...place, latitude: 91 }],
    [{ ...place, longitude: Number.NaN }],
    [{ ...buttons(), altText: x(1501) }],
    [buttons({ text: x(161) })],
    [buttons({ title: x(41) })],
    [buttons({ title: 'a', text: x(61) })],
    [buttons({ actions: [] })],
    [buttons({ actions: Array(5).fill({ type: 'message', label: 'a', text: 'a' }) })],
    [buttons({ actions: [{ type: 'postback', label: 'a', data: x(301) }] })],
    [buttons({ actions: [{ type: 'datetimepicker', label: 'a' }] })],
    [labelled(x(21))],
    [labelled(FAMILY.repeat(21))],
    [uri('http://e.example/')],
    [uri('javascript:alert(1)')],
    [uri(`https://e.example/${x(1000)}`)],
    [image('https://')],
    [{ type: 'file', fileName: 'a' }],
    [{ type: 'audio', originalContentUrl: 'https://e.example/a.m4a', duration: 0.5 }],
    [null],
  ])('must not be %#', (message) => {
    expect(lineMessageSchema.safeParse(message).success).toBe(false);
  });
});

describe('a LINE body', () => {
  const hi: LineMessage = { type: 'text', text: 'こんにちは' };

  test('of a reply and of a push is built', () => {
    const reply = buildReplyBody('token', [hi]);
    expect(reply).toEqual({
      ok: true,
      body: '{"replyToken":"token","messages":[{"type":"text","text":"こんにちは"}]}',
    });
    const push = buildPushBody('U1', [hi, hi, hi, hi, hi]);
    expect(push.ok && JSON.parse(push.body)).toMatchObject({
      to: 'U1',
      messages: [hi, hi, hi, hi, hi],
    });
  });

  test('carries one to five messages', () => {
    expect(buildPushBody('U1', []).ok).toBe(false);
    expect(buildPushBody('U1', Array(6).fill(hi)).ok).toBe(false);
    expect(buildPushBody('', [hi]).ok).toBe(false);
    expect(buildReplyBody('', [hi]).ok).toBe(false);
  });

  test('a fault names the place, never the words', () => {
    const built = buildPushBody('U1', [hi, { type: 'text', text: `secret ${x(5000)}` }]);
    if (built.ok) throw new Error('built');
    expect(built.fault).toContain('messages.1.text');
    expect(built.fault).not.toContain('secret');
  });

  test('a lone surrogate is written as an escape', () => {
    const built = buildPushBody('U1', [{ type: 'text', text: 'a\ud83d' }]);
    expect(built.ok && built.body).toContain('a\\ud83d');
  });
});

const press = (rest: object = {}) => ({ type: 'message', label: 'はい', ...rest });
const template = (actions: unknown[]) => ({ type: 'button_template', contentText: '？', actions });
const list = (rest: object = {}) => ({
  type: 'list_template',
  elements: [{ title: 'a' }],
  ...rest,
});
const quick = (items: unknown[]) => text({ quickReply: { items } });

describe('a LINE WORKS message', () => {
  test.each([
    [text({ text: x(2000) })],
    [sticker('1', '2')],
    [place],
    [{ type: 'link', contentText: '監査', linkText: '開く', link: 'https://e.example/' }],
    [template(Array(10).fill(press({ text: 'はい', postback: x(1000) })))],
    [template([{ type: 'uri', label: '開く', uri: 'https://e.example/' }])],
    [template([{ type: 'copy', label: '写す', copyText: 'tanaka' }])],
    [list({ actions: [[press(), press()], [press()]] })],
    [list({ elements: [{ title: 'a', subtitle: 'b', fileId: 'f', action: press() }] })],
    [{ type: 'image', fileId: 'f' }],
    [quick([{ action: { type: 'postback', label: 'a', data: 'b', displayText: 'c' } }])],
  ])('may be %#', (content) => {
    expect(worksContentSchema.safeParse(content).error).toBeUndefined();
  });

  test.each([
    [text({ text: x(2001) })],
    [text({ text: '' })],
    [text({ sender: { name: 'x' } })],
    [template([])],
    [template(Array(11).fill(press()))],
    [template([press({ label: x(21) })])],
    [template([press({ text: x(301) })])],
    [template([press({ postback: x(1001) })])],
    [template([{ type: 'postback', label: 'a', data: 'b', displayText: 'c' }])],
    [{ ...template([press()]), contentText: x(1001) }],
    [list({ elements: Array(5).fill({ title: 'a' }) })],
    [list({ elements: [] })],
    [list({ actions: [[press(), press(), press()]] })],
    [list({ actions: [[press()], [press()], [press()]] })],
    [list({ elements: [{ title: 'a', fileId: 'f', originalContentUrl: 'https://e.example/' }] })],
    [quick([])],
    [quick(Array(14).fill({ action: press() }))],
    [quick([{ action: { type: 'postback', label: 'a', data: 'b' } }])],
    [{ type: 'image' }],
    [{ type: 'link', contentText: 'a', linkText: 'b', link: 'javascript:1' }],
    [{ type: 'flex' }],
  ])('must not be %#', (content) => {
    expect(worksContentSchema.safeParse(content).success).toBe(false);
  });

  test('bodies of a message and of a room are built', () => {
    const content: WorksContent = { type: 'text', text: 'a' };
    expect(buildContentBody(content)).toEqual({
      ok: true,
      body: '{"content":{"type":"text","text":"a"}}',
    });
    const room = (members: string[], title: string) =>
      buildChannelBody({ members: members.map(memberId), title });
    expect(room(['u1'], '花子')).toEqual({ ok: true, body: '{"members":["u1"],"title":"花子"}' });
    expect(room([], 'a').ok).toBe(false);
    expect(room(['u1', 'u1'], 'a').ok).toBe(false);
    expect(room(['u1'], x(1001)).ok).toBe(false);
  });
});

const FIXTURES = '../shared/fixtures/line-works';
test.skipIf(!existsSync(FIXTURES))('documented bodies of the kinds that we send are valid', () => {
  const ours =
    /^send-(text|text-quickreply|sticker|location|link|button-template|list-template|image-fileid|file-fileid|mention)\.json$/;
  const names = readdirSync(FIXTURES).filter((name) => ours.test(name));
  expect(names).toHaveLength(10);
  for (const name of names) {
    const { content } = JSON.parse(readFileSync(`${FIXTURES}/${name}`, 'utf8'));
    expect(worksContentSchema.safeParse(content).error, name).toBeUndefined();
  }
});
