import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineUser, UserContent } from '../../../sandbox/line/platform.ts';
import { OA, type Stage, setStage } from './stage.ts';

let stage: Stage;
let hanako: LineUser;
beforeEach(async () => {
  stage = await setStage();
  hanako = stage.line.addUser({ displayName: '花子' });
});
afterEach(() => stage.stop());

async function statuses(fate: Partial<UserContent>) {
  const film = { bytes: new Uint8Array(10), contentType: 'video/mp4', ...fate };
  const { messageId } = await hanako.sendsContent('video', film, { oa: OA });
  const path = `/v2/bot/message/${messageId}/content`;
  const [content, preview, transcoding] = await Promise.all(
    ['', '/preview', '/transcoding'].map((part) => stage.call('GET', path + part)),
  );
  expect(stage.line.content(messageId)).not.toBeNull();
  return [content?.status, preview?.status, transcoding?.body.status ?? transcoding?.status];
}

test('content that is there, being prepared, never prepared, deleted, or gone', async () => {
  expect(await statuses({})).toEqual([200, 200, 'succeeded']);
  expect(await statuses({ readyAfterMs: 60_000 })).toEqual([202, 202, 'processing']);
  expect(await statuses({ fate: 'unprepared' })).toEqual([202, 202, 'failed']);
  expect(await statuses({ fate: 'deleted' })).toEqual([404, 404, 404]);
  expect(await statuses({ fate: 'gone' })).toEqual([410, 410, 410]);
});

test('content that is never prepared is not ready later either', async () => {
  const film = { bytes: new Uint8Array(10), contentType: 'video/mp4', fate: 'unprepared' } as const;
  const { messageId } = await hanako.sendsContent('video', film, { oa: OA });
  stage.clock.time += 3_600_000;
  expect((await stage.call('GET', `/v2/bot/message/${messageId}/content`)).status).toBe(202);
});
