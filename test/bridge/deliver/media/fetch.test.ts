import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { blobFiles } from '../../../../src/media/disk-blobs.ts';
import { forgetEverything } from '../../../../src/store/memory/remembered.ts';
import { media, requests } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** Files that LINE serves too early, too late or empty. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  onTestFinished(() => world.stop());
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
const EMPTY = new Uint8Array();
const db = () => world.bridge.workspace.context.db;
const room = () => world.tanaka.room('山田花子');
const blobs = () => blobFiles(join(world.folder, 'blobs'));
const rows = () => db().select().from(media).all();
const contentCalls = () => world.line.calls.filter(({ api }) => api === 'content').length;
const passes = async (ms: number, step = 5000) => {
  for (let at = 0; at < ms; at += step) await world.later(step);
};

async function sends(kind: 'image' | 'audio', bytes: Uint8Array, readyAfterMs = 0) {
  const content = { bytes, contentType: 'image/jpeg', readyAfterMs };
  const { messageId } = await hanako.user.sendsContent(kind, content, { oa: OA });
  return messageId;
}

describe('an empty picture or sound', () => {
  test.each([
    ['image', '画像'],
    ['audio', '音声'],
  ] as const)('%s: is fetched a few times more, then both sides are told', async (kind, name) => {
    await sends(kind, EMPTY);
    await hanako.says('届きましたか');
    await passes(60_000);
    expect(contentCalls()).toBe(4);
    expect(hanako.lastReceived?.text).toContain(`いまの${name}は中身が空`);
    const said = textsOf(room()).slice(-2).join();
    expect(said).toContain('届きましたか');
    expect(said).toContain(`${name}が送られましたが`);
    expect(said).toContain('中身が空');
    expect(rows()).toMatchObject([{ state: 'refused', reason: 'empty' }]);
    expect(blobs()).toEqual([]);
  });

  test('may be there a moment later', async () => {
    world.line.faults.failNext({ api: 'content', status: 200, body: '', times: 2 });
    await sends('image', JPEG);
    await passes(60_000);
    expect(rows()).toMatchObject([{ state: 'kept', size: JPEG.length }]);
    expect(blobs()).toHaveLength(1);
  });

  test('gets its tries even after LINE prepared it for long', async () => {
    world.line.faults.failNext({ api: 'content', status: 202, times: 9 });
    world.line.faults.failNext({ api: 'content', status: 200, body: '', times: 2 });
    await sends('image', JPEG);
    await passes(10 * 60_000);
    expect(rows()).toMatchObject([{ state: 'kept', size: JPEG.length }]);
  });
});

test('a waiting fetch keeps no digest of the file, before an unsend or after', async () => {
  const messageId = await sends('image', EMPTY);
  await world.settle();
  const digest = createHash('sha256').update(EMPTY).digest('hex');
  const bodies = () => JSON.stringify(db().select().from(requests).all());
  expect(bodies()).toContain('fetch-media');
  expect(bodies()).not.toContain(digest);
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  expect(bodies()).not.toContain(digest);
});

test('a fetch that a crash cut off keeps no digest either', async () => {
  const content = { bytes: JPEG, contentType: 'image/jpeg', readyAfterMs: 1e9 };
  await hanako.user.sendsContent('image', content, { oa: OA });
  await world.settle();
  const digest = createHash('sha256').update(JPEG).digest('hex');
  db().update(requests).set({ inFlight: true, body: digest }).run();
  forgetEverything(db());
  await world.restart();
  expect(JSON.stringify(db().select().from(requests).all())).not.toContain(digest);
});

describe('rules that forbid a file and then allow it again', () => {
  const deniesAndAllows = async () => {
    await world.suzuki.adminRoom.says('file deny in');
    await until('it is forbidden', () => world.suzuki.lastAnswer.includes('変更しました'));
    const before = world.suzuki.answers.length;
    await world.suzuki.adminRoom.says('file allow in');
    await until('it is allowed', () => world.suzuki.answers.length > before);
  };
  const nothingOfIt = () => {
    expect(rows()).toMatchObject([{ state: 'refused', reason: 'denied', sha256: null }]);
    expect(blobs()).toEqual([]);
    const of = (action: string) => auditOf(world).filter((entry) => entry.action === action);
    expect(of('media.keep')).toEqual([]);
    expect(of('media.refuse').map((entry) => entry.reason)).toEqual(['denied']);
    expect(of('message.deliver').at(-1)).toMatchObject({ outcome: 'refused', reason: 'denied' });
    const told = hanako.received.filter(({ text }) => text.includes('受け取ることができません'));
    expect(told).toHaveLength(1);
  };

  test('while LINE prepares it: it is not fetched again, and no bytes are kept', async () => {
    await sends('image', JPEG, 10 * 60_000);
    await passes(2 * 60_000);
    await deniesAndAllows();
    await world.settle();
    const before = contentCalls();
    await passes(20 * 60_000, 60_000);
    expect(contentCalls()).toBe(before);
    nothingOfIt();
  });

  test('while it comes in: no bytes are kept', async () => {
    const way = world.line.faults.hold(({ api }) => api === 'content');
    await sends('image', JPEG);
    const isComing = () =>
      db()
        .select()
        .from(requests)
        .all()
        .some((row) => row.inFlight && row.step === 'fetch-media');
    await until('it is being fetched', isComing);
    await deniesAndAllows();
    expect(isComing()).toBe(true);
    way.release();
    await world.settle();
    await passes(20_000);
    nothingOfIt();
  });
});
