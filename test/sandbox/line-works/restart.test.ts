import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startWorksPlatform } from '../../../sandbox/line-works/platform.ts';
import { BOT_ID, BOT_SECRET, call, said, stage } from './harness.ts';

const dir = mkdtempSync(join(tmpdir(), 'works-'));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('members, rooms, messages, tokens, files and bots survive a restart', async () => {
  const storagePath = join(dir, 'works.sqlite');
  const s = await stage({ storagePath });
  s.tanaka.update({ photo: new Uint8Array([0xff, 0xd8]), nickName: 'イチ' });
  const channelId = await s.createRoom([s.tanaka.userId], 'r');
  await s.toRoom(channelId, said('前'));
  const room = s.tanaka.room('r');
  const picture = { bytes: new Uint8Array([9]), fileName: 'a.png', contentType: 'image/png' };
  await room.sendsFile('image', picture);
  const secret = s.bot.reissueSecret();
  const seen = room.messages;

  // The first still runs: what the second shows was written through, as after a kill.
  const again = await startWorksPlatform({ storagePath, clock: s.clock });
  const bot = again.addBot({
    botId: BOT_ID,
    botSecret: BOT_SECRET,
    name: 'LINE連携',
    callbackUrl: null,
  });
  expect([bot.botSecret, bot.callbackUrl]).toEqual([secret, null]);
  const tanaka = again.addMember({ email: 'tanaka@works-12345' });
  expect([tanaka.userId, tanaka.name]).toEqual([s.tanaka.userId, '田中 一郎']);
  expect(tanaka.photo).toEqual(Buffer.from([0xff, 0xd8]));
  expect(tanaka.room('r').messages).toEqual(seen);
  const fileId = String(seen[1]?.content.fileId);
  expect(again.file(fileId)?.fileName).toBe('a.png');
  const path = `/bots/${BOT_ID}/channels/${channelId}/messages`;
  expect((await call(again, s.token, 'POST', path, { content: said('後') })).status).toBe(201);
  expect(tanaka.room('r').messages.map((m) => [m.id, m.text])).toEqual([
    [1, '前'],
    [2, '[image a.png]'],
    [3, '後'],
  ]);
  await again.stop();
  await s.stop();
});
