import { afterEach, beforeEach, expect, test } from 'vitest';
import { composeSpeechForLine } from '../../../../bridge/deliver/compose/line/compose.ts';
import { composeSpeechForWorks } from '../../../../bridge/deliver/compose/line-works/compose.ts';
import { memberId } from '../../../../src/domain/ids.ts';
import type { Speech } from '../../../../src/domain/messages/speech.ts';
import { tellMember } from '../../../../src/services/say/say.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const button = (label: string) => ({ label, token: `run:${label}`, says: label });
const row = (title: string) => ({
  title,
  subtitle: '営業部',
  pictureUrl: null,
  button: button(title),
});

/** Says it in Tanaka's 1:1 room; returns what the client shows. */
async function tell(speech: Speech): Promise<{ type: unknown; text: string }[]> {
  const before = world.tanaka.direct.messages.length;
  const { context, engine } = world.bridge.workspace;
  tellMember(context, context.settings.bridgeBotId, memberId(world.tanaka.user.userId), speech);
  engine.wake();
  await world.settle();
  return world.tanaka.direct.messages
    .slice(before)
    .map(({ content, text }) => ({ type: content.type, text }));
}

const refuse = (type: string) =>
  world.works.faults.failNext({
    api: 'user-message',
    times: 9,
    status: 400,
    match: (call) => JSON.stringify(call.body).includes(`"${type}"`),
  });

test('refused buttons: the text alone', async () => {
  refuse('button_template');
  const shown = await tell({ text: '選んでください', buttons: [button('一'), button('二')] });
  expect(shown).toEqual([{ type: 'text', text: '選んでください' }]);
});

test('refused buttons below a long text: the text stands there already, once', async () => {
  refuse('button_template');
  const text = `題\n${'長い文。'.repeat(400)}`;
  const shown = await tell({ text, buttons: [button('一')] });
  expect(shown).toEqual([{ type: 'text', text }]);
});

test('a refused list: the text alone, although its first part had gone out', async () => {
  const rows = ['一', '二', '三', '四', '五'].map(row);
  const text = ['五人', ...rows.map(({ title }) => `・${title}`)].join('\n');
  expect((await tell({ text, rows })).map(({ type }) => type)).toEqual([
    'list_template',
    'list_template',
  ]);
  refuse('五');
  const shown = await tell({ text, rows });
  expect(shown.map(({ type }) => type)).toEqual(['list_template', 'text']);
  expect(shown[1]?.text).toBe(text);
});

test('a refused text ends as refused: there is no simpler form', async () => {
  refuse('text');
  expect(await tell({ text: 'だめな文' })).toEqual([]);
  world.works.faults.clear();
  expect(await tell({ text: '次の文' })).toHaveLength(1);
});

test('content a template cannot carry is said in words', () => {
  const noLabel = { text: '選んでください', buttons: [button('')] };
  expect(composeSpeechForWorks(noLabel)).toEqual([{ type: 'text', text: '選んでください' }]);
  expect(composeSpeechForLine(noLabel)).toEqual([{ type: 'text', text: '選んでください' }]);
  const five = { text: '五つ', buttons: ['1', '2', '3', '4', '5'].map(button) };
  expect(composeSpeechForLine(five)).toEqual([{ type: 'text', text: '五つ' }]);
});

test('LINE refuses buttons: the LINE user reads the question as text', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', '田中です');
  await world.sato.says('山田花子', '佐藤です');
  for (const api of ['reply', 'push'] as const) {
    world.line.faults.failNext({
      api,
      times: 9,
      status: 400,
      match: (body) => JSON.stringify(body).includes('"template"'),
    });
  }
  await hanako.says('どちらに届きますか');
  expect(hanako.lastReceived?.message).toMatchObject({ type: 'text' });
  expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
  expect(hanako.lastReceived?.text).toContain('佐藤 健');
});
