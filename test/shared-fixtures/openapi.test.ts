import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../helpers/linked.ts';
import { m4a, mp4 } from '../helpers/sounds.ts';
import type { World } from '../helpers/world.ts';
import { openApiChecker, parseYaml } from './openapi.ts';

const SPEC = join(import.meta.dirname, '../../../shared/specs/messaging-api.yml');
const isThere = existsSync(SPEC);
if (!isThere) console.info(`Not checked against LINE's own schemas: ${SPEC} is not there.`);

const SCHEMAS = { push: 'PushMessageRequest', reply: 'ReplyMessageRequest' } as const;
type Api = keyof typeof SCHEMAS;

interface Message {
  readonly type: string;
  readonly sender?: { readonly name?: string; readonly iconUrl?: string };
  readonly template?: { readonly type: string; readonly actions: readonly { type: string }[] };
}
interface Request {
  readonly api: Api;
  readonly body: { readonly messages: readonly Message[] };
}

const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#08f' } });

describe.skipIf(!isThere)('what goes to LINE, by its own schemas', () => {
  let world: World;
  let requests: readonly Request[];
  let checker: ReturnType<typeof openApiChecker>;
  beforeAll(async () => {
    checker = openApiChecker(parseYaml(readFileSync(SPEC, 'utf8')));
    const photo = await picture.jpeg().toBuffer();
    world = await startLinkedWorld({
      furnish: (_, works) => works.member('tanaka@midori').update({ photo }),
    });
    await sendOneOfEach(world);
    requests = world.line.calls.flatMap(({ api, body }) =>
      api === 'push' || api === 'reply' ? [{ api, body } as Request] : [],
    );
  });
  afterAll(() => world?.stop());

  const messages = () => requests.flatMap(({ body }) => body.messages);

  test('the run has sent one of each', () => {
    expect(new Set(requests.map(({ api }) => api))).toEqual(new Set(['push', 'reply']));
    const types = new Set(messages().map(({ type }) => type));
    const all = ['audio', 'image', 'location', 'sticker', 'template', 'text', 'video'];
    expect([...types].sort()).toEqual(all);
    const actions = messages().flatMap(({ template }) => template?.actions ?? []);
    expect(new Set(actions.map(({ type }) => type))).toEqual(new Set(['postback', 'uri']));
    const withIcon = messages().filter(({ sender }) => sender?.name && sender.iconUrl);
    expect(new Set(withIcon.map(({ type }) => type))).toContain('text');
  });

  test('each request fits its schema', () => {
    const faults = requests.flatMap(({ api, body }) => checker.check(SCHEMAS[api], body));
    expect(faults).toEqual([]);
  });

  const to = 'U0123456789abcdef0123456789abcdef';
  const push = (...messages: object[]) => ({ to, messages });
  const text = { type: 'text', text: 'a' };
  const buttons = (action: object) =>
    push({
      type: 'template',
      altText: 'a',
      template: { type: 'buttons', text: 'a', actions: [action] },
    });

  test.each<[string, object, string]>([
    ['a missing property', { messages: [text] }, 'PushMessageRequest.to: is missing'],
    ['one inherited', push({ text: 'a' }), 'no such kind'],
    ['one of the kind', push({ type: 'text' }), 'messages[0].text: is missing'],
    ['an unknown property', push({ ...text, colour: 'red' }), '.colour: is unknown'],
    ['a property of another kind', push({ ...text, altText: 'a' }), '.altText: is unknown'],
    ['an unknown kind', push({ type: 'hologram' }), 'no such kind'],
    ['another type', push({ type: 'text', text: 1 }), '.text: is no string'],
    ['a fraction', push({ type: 'audio', originalContentUrl: 'a', duration: 1.5 }), 'no integer'],
    ['too long a name', push({ ...text, sender: { name: 'x'.repeat(21) } }), 'length 21 > 20'],
    ['no message', push(), 'items 0 < 1'],
    ['too many messages', push(text, text, text, text, text, text), 'items 6 > 5'],
    ['too much data', buttons({ type: 'postback', data: 'x'.repeat(301) }), 'length 301 > 300'],
    ['none of the values', buttons({ type: 'postback', data: 'a', inputOption: 'b' }), 'none of'],
  ])('the checker finds %s', (_, body, fault) => {
    const faults = checker.check('PushMessageRequest', body);
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});

async function sendOneOfEach(world: World): Promise<void> {
  const hanako = world.lineUser('山田花子');
  await hanako.follows();
  await hanako.says('トークID: tanaka');
  await hanako.says('こんにちは');
  const room = world.tanaka.room('山田花子');
  const sendsFile = async (
    type: 'image' | 'video' | 'audio' | 'file',
    name: string,
    bytes: Uint8Array,
  ) => {
    await room.sendsFile(type, { bytes, fileName: name, contentType: 'application/octet-stream' });
    await world.settle();
  };
  await world.tanaka.says('山田花子', 'お世話になっております');
  await world.tanaka.says('山田花子', '長い文章です。'.repeat(280));
  await room.sendsSticker('446', '1989');
  await room.sendsSticker('1', '2');
  await room.sendsLocation({ address: '大阪市北区', latitude: 34.7, longitude: 135.5 });
  await world.settle();
  await sendsFile('image', 'a.jpg', await picture.jpeg().toBuffer());
  await sendsFile('video', 'film.mp4', mp4(5000));
  await sendsFile('audio', 'voice.m4a', m4a(2500));
  await sendsFile('file', '見積書.pdf', Buffer.from('%PDF-1.7\n'));
  // More than a reply token's lifetime later: from here on, messages are pushed.
  await world.later(120_000);
  await world.tanaka.says('山田花子', '後ほどご連絡します');
  await sendsFile('file', `${'長い名前'.repeat(60)}.pdf`, Buffer.from('%PDF-1.7\n2'));
  // A second member: from here on the addressee has to be asked for.
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', '田中です');
  await hanako.says('どちらへ届きますか');
  await hanako.presses('田中 花');
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
}
