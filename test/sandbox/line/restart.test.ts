import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA, type Stage, setStage, text } from './stage.ts';

let folder: string;
let stage: Stage;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-line-'));
});
afterEach(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true });
});

test('everything survives a restart', async () => {
  const storagePath = join(folder, 'line.sqlite');
  stage = await setStage({ storagePath });
  const hanako = stage.line.addUser({ displayName: '花子' });
  await hanako.follow(OA);
  const asked = await hanako.says('質問', { oa: OA });
  const unused = await hanako.says('もう一つ', { oa: OA });
  const picture = { bytes: new Uint8Array([9]), contentType: 'image/png' };
  const { messageId } = await hanako.sendsContent('image', picture, { oa: OA });
  await stage.reply(asked.replyToken, [text('答え')]);
  const key = '123e4567-e89b-12d3-a456-426614174000';
  const pushed = await stage.push(hanako.userId, [text('追伸')], key);
  const before = hanako.chat(OA);
  const { quota, botUserId } = stage.oa;
  const token = await stage.token();
  await stage.stop();

  stage = await setStage({ storagePath });
  const again = stage.line.addUser({ userId: hanako.userId, displayName: '別名' });
  expect(again.displayName).toBe('花子');
  expect(again.chat(OA)).toEqual(before);
  expect(again.isFriend(OA)).toBe(true);
  expect(stage.oa).toMatchObject({ quota, botUserId, webhookUrl: stage.webhookUrl });
  expect(quota.used).toBe(1);
  expect((await stage.push(again.userId, [text('追伸')], key)).body.sentMessages).toEqual(
    pushed.body.sentMessages,
  );
  expect((await stage.reply(asked.replyToken, [text('x')])).status).toBe(400);
  expect((await stage.reply(unused.replyToken, [text('y')])).status).toBe(200);
  expect(stage.line.content(messageId)?.bytes).toEqual(Buffer.from([9]));
  const held = { authorization: `Bearer ${token}` };
  expect((await stage.call('GET', '/v2/bot/info', undefined, held)).status).toBe(200);
  const newer = await again.says('新しい', { oa: OA });
  expect(BigInt(newer.messageId)).toBeGreaterThan(BigInt(before.at(-1)?.id ?? 0));
});

test('thousands of messages are cheap', async () => {
  stage = await setStage({ storagePath: join(folder, 'many.sqlite') });
  const users = Array.from({ length: 20 }, (_, nth) =>
    stage.line.addUser({ displayName: `u${nth}` }),
  );
  const began = process.cpuUsage();
  for (let round = 0; round < 100; round += 1) {
    await Promise.all(users.map((user) => user.says(`m${round}`, { oa: OA })));
  }
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1000).toBeLessThan(10_000);
  expect(stage.events()).toHaveLength(2000);
  expect(users[3]?.chat(OA).map((bubble) => bubble.text)).toEqual(
    Array.from({ length: 100 }, (_, round) => `m${round}`),
  );
});
