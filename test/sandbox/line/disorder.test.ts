import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { OA, type Stage, setStage } from './stage.ts';

let stage: Stage;
let hanako: LineUser;
beforeEach(async () => {
  stage = await setStage();
  hanako = stage.line.addUser({ displayName: '花子' });
});
afterEach(() => stage.stop());

const heard = () =>
  stage
    .events()
    .map(({ message, deliveryContext }) => [message?.text, deliveryContext.isRedelivery]);

test('twice: the second time is the same event, marked as a redelivery', async () => {
  stage.line.faults.webhooks('twice');
  expect(await hanako.says('a', { oa: OA })).toMatchObject({ status: 200 });
  const [first, second] = stage.events();
  expect(second?.webhookEventId).toBe(first?.webhookEventId);
  expect(second?.replyToken).toBe(first?.replyToken);
  expect(heard()).toEqual([
    ['a', false],
    ['a', true],
  ]);
});

test('reordered: of two in a chat the later comes first, other chats go on', async () => {
  stage.line.faults.webhooks('reordered');
  const held = hanako.says('a', { oa: OA });
  const jiro = stage.line.addUser({ displayName: '次郎' });
  const other = jiro.says('x', { oa: OA });
  const next = jiro.says('y', { oa: OA });
  await Promise.all([other, next]);
  await Promise.all([held, hanako.says('b', { oa: OA })]);
  expect(heard().map(([words]) => words)).toEqual(['y', 'x', 'b', 'a']);
});

test('the end of all faults releases held webhooks', async () => {
  stage.line.faults.webhooks('reordered');
  const held = hanako.says('a', { oa: OA });
  stage.line.faults.clear();
  expect(await held).toMatchObject({ status: 200 });
  expect(hanako.chat(OA)).toMatchObject([{ text: 'a', delivered: true }]);
});

test('a platform stops without waiting for the webhooks it holds', async () => {
  stage.line.faults.webhooks('reordered');
  const held = hanako.says('a', { oa: OA });
  await stage.line.stop();
  expect(await held).toMatchObject({ status: null });
});
