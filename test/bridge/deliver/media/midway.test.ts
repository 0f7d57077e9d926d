import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blobFiles } from '../../../../src/media/disk-blobs.ts';
import { verifyChain } from '../../../../src/store/audit/verify-log.ts';
import { forgetEverything } from '../../../../src/store/memory/remembered.ts';
import { media, requests } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** A file's fate when another event happens on its way. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const blobs = () => blobFiles(join(world.folder, 'blobs'));
const rows = () => db().select().from(media).all();
const inFlight = (step: string) => () =>
  db()
    .select()
    .from(requests)
    .all()
    .some((row) => row.inFlight && row.step === step);
const delivered = (kind: string) =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.deliver' && entry.kind === kind)
    .map((entry) => [entry.outcome, entry.reason]);
const filesIn = (account: 'tanaka' | 'sato') =>
  world[account]
    .room('山田花子')
    .messages.filter((bubble) => bubble.from.kind === 'bot' && 'fileId' in (bubble.content ?? {}));
const passes = async (ms: number, step = 5000) => {
  for (let at = 0; at < ms; at += step) await world.later(step);
};

const PDF = Buffer.from(`%PDF-1.7\n${'1 0 obj\n'.repeat(300)}`);
const send = (fileName = '見積.pdf', bytes: Uint8Array = PDF) =>
  hanako.user.sendsContent('file', { bytes, contentType: 'application/pdf', fileName }, { oa: OA });

/** Files stay on their way from LINE until they are released. */
const holdContent = () => world.line.faults.hold(({ api }) => api === 'content');

describe('while it is being fetched', () => {
  /** The file is on its way to us; the event happens, and it arrives. */
  async function meanwhile(happens: (messageId: string) => Promise<unknown>): Promise<void> {
    const way = holdContent();
    const { messageId } = await send();
    await until('it is being fetched', () => way.waiting > 0);
    await happens(messageId);
    await world.heard();
    way.release();
    await world.settle();
    await passes(20_000);
  }

  /** Does not wait for the file. */
  async function confirms(command: string): Promise<void> {
    const before = world.suzuki.answers.length;
    await world.suzuki.adminRoom.says(command);
    await until('it is asked', () => world.suzuki.answers.length > before);
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await until('it is done', () => world.suzuki.answers.length > before + 1);
    expect(inFlight('fetch-media')()).toBe(true);
  }

  test('its sender unsends it: no trace of it stays', async () => {
    await meanwhile((messageId) => hanako.user.unsends(messageId, { oa: OA }));
    expect(blobs()).toEqual([]);
    expect(rows()).toEqual([]);
    const dump = JSON.stringify([
      db().all('SELECT * FROM audit_contents'),
      db().all('SELECT * FROM outbox'),
      db().all('SELECT * FROM dead_blobs'),
      db().all('SELECT body FROM inbox'),
    ]);
    expect(dump).not.toContain('見積');
    expect(dump).not.toContain(createHash('sha256').update(PDF).digest('hex'));
    expect(filesIn('tanaka')).toEqual([]);
    expect(delivered('file')).toEqual([['cancelled', 'unsent']]);
    expect(verifyChain(db())).toMatchObject({ ok: true });
  });

  test('the talk ends: it is not shown, and stands in the log', async () => {
    await meanwhile(async () => {
      await confirms('member remove tanaka');
    });
    expect(filesIn('tanaka')).toEqual([]);
    expect(delivered('file')).toEqual([['cancelled', 'room-closed']]);
    expect(rows()).toMatchObject([{ state: 'kept' }]);
  });

  test('the customer is handed over: the successor gets it, once', async () => {
    await meanwhile(async () => {
      await confirms('member handover tanaka sato');
    });
    expect(filesIn('tanaka')).toEqual([]);
    expect(filesIn('sato')).toHaveLength(1);
    expect(world.line.calls.filter((call) => call.api === 'content')).toHaveLength(1);
  });

  test('the link is switched off: it is not shown', async () => {
    await meanwhile(() => confirms('link off'));
    expect(filesIn('tanaka')).toEqual([]);
    expect(delivered('file')).toEqual([['cancelled', 'room-closed']]);
  });

  test('the rules change: it is refused, once, and no bytes stay', async () => {
    await meanwhile(async () => {
      await world.suzuki.adminRoom.says('file deny in');
      await until('it is changed', () => world.suzuki.lastAnswer.includes('変更しました'));
    });
    expect(filesIn('tanaka')).toEqual([]);
    expect(blobs()).toEqual([]);
    const told = hanako.received.filter((bubble) =>
      bubble.text.includes('受け取ることができません'),
    );
    expect(told).toHaveLength(1);
    expect(delivered('file')).toEqual([['refused', 'denied']]);
  });

  test('the process ends: it is fetched again, and shown once', async () => {
    const way = holdContent();
    await send();
    await until('it is being fetched', () => way.waiting > 0);
    const ending = world.restart();
    await until('the bridge has let go of it', () => way.waiting === 0);
    way.release();
    await ending;
    await passes(10_000, 1000);
    expect(filesIn('tanaka')).toHaveLength(1);
    expect(blobs()).toHaveLength(1);
  });
});

test('a file that ends the process time and again is given up, and told', async () => {
  world.line.faults.failNext({ api: 'content', action: 'hang' });
  await send();
  await until('it is being fetched', inFlight('fetch-media'));
  // As after so many ends in the middle of it.
  db().update(requests).set({ attempts: 12 }).run();
  forgetEverything(db());
  await world.restart();
  await passes(10_000);
  expect(filesIn('tanaka')).toEqual([]);
  expect(rows()).toMatchObject([{ state: 'refused', reason: 'failed' }]);
  expect(hanako.lastReceived?.text).toContain('受け渡しできなかった');
});

describe('while it is being uploaded', () => {
  test('an upload with unknown outcome has not been shown: it was not delivered', async () => {
    world.works.faults.failNext({ api: 'upload', times: 50, action: 'cut' });
    await send();
    await passes(2 * 60 * 60 * 1000, 60_000);
    expect(delivered('file')).toEqual([['exhausted', 'gave-up']]);
    expect(hanako.lastReceived?.text).toContain('届きませんでした');
    expect(filesIn('tanaka')).toEqual([]);
  });

  test('the rules change after such an upload: the file is refused', async () => {
    world.works.faults.failNext({ api: 'upload', times: 50, action: 'cut' });
    await send();
    await world.settle();
    await world.suzuki.commands('file deny in');
    await passes(60_000);
    expect(delivered('file')).toEqual([['refused', 'denied']]);
    expect(hanako.lastReceived?.text).toContain('受け取ることができません');
    expect(blobs()).toEqual([]);
  });

  test('its sender unsends it: it is not shown', async () => {
    const way = world.works.faults.hold(({ api }) => api === 'upload');
    const { messageId } = await send();
    await until('it is being uploaded', () => way.waiting > 0);
    await hanako.user.unsends(messageId, { oa: OA });
    await world.heard();
    way.release();
    await world.settle();
    await passes(20_000);
    expect(filesIn('tanaka')).toEqual([]);
    expect(blobs()).toEqual([]);
    expect(delivered('file')).toMatchObject([['cancelled', expect.anything()]]);
  });
});

describe('while it is held', () => {
  beforeEach(async () => {
    await hanako.says('トークID: sato');
    await world.sato.says('山田花子', '佐藤です');
    await world.tanaka.says('山田花子', '田中です');
    await send();
    await world.settle();
    expect(rows()).toMatchObject([{ state: 'kept' }]);
  });

  test('the rules change: after the answer it is refused, and no bytes stay', async () => {
    await world.suzuki.commands('file deny in');
    await hanako.says('1');
    await passes(20_000);
    expect([...filesIn('tanaka'), ...filesIn('sato')]).toEqual([]);
    expect(delivered('file')).toEqual([['refused', 'denied']]);
    expect(rows()).toMatchObject([{ state: 'refused', reason: 'denied', sha256: null }]);
    expect(blobs()).toEqual([]);
  });

  test('its sender unsends it: no trace of it stays', async () => {
    const messageId = hanako.bubbles.findLast(
      (bubble) => bubble.from !== 'oa' && bubble.kind === 'file',
    );
    await hanako.user.unsends(String(messageId?.id), { oa: OA });
    await world.settle();
    await passes(20_000);
    expect(blobs()).toEqual([]);
    expect(rows()).toEqual([]);
  });
});

test('an empty file that claims to be a picture does not block words', async () => {
  await world.tanaka.room('山田花子').sendsFile('image', {
    bytes: new Uint8Array(),
    fileName: 'a.jpg',
    contentType: 'image/jpeg',
  });
  await world.tanaka.says('山田花子', '写真です');
  await passes(20_000);
  const shown = hanako.received.slice(-2);
  expect(shown[0]?.message).toMatchObject({ type: 'template' });
  expect(shown[1]?.text).toBe('写真です');
});

test('an unsent file is removed although another one takes its time', async () => {
  const { messageId } = await send();
  await world.settle();
  expect(blobs()).toHaveLength(1);
  const way = holdContent();
  await send('別.pdf', Buffer.from('%PDF-1.7 another'));
  await until('it is being fetched', () => way.waiting > 0);
  await hanako.user.unsends(messageId, { oa: OA });
  await world.heard();
  world.clock.advance(5000);
  await until('it is removed', () => blobs().length === 0);
  expect(inFlight('fetch-media')()).toBe(true);
  way.release();
  await world.settle();
  await passes(5000);
  expect(filesIn('tanaka')).toHaveLength(2);
});

test.each([0, 5000])(
  'an equal file unsent meanwhile takes no bytes from this one (swept after %i ms)',
  async (ms) => {
    const first = await send('一.pdf');
    await world.settle();
    const way = holdContent();
    const [second, third] = await Promise.all([send('二.pdf'), send('三.pdf')]);
    await until('they are being fetched', () => way.waiting === 2);
    await hanako.user.unsends(first.messageId, { oa: OA });
    world.clock.advance(ms);
    await until('it is unsent', () => rows().length === 2);
    await hanako.user.unsends(third.messageId, { oa: OA });
    await world.heard();
    way.release();
    await world.settle();
    await passes(60_000);
    expect(blobs()).toEqual([createHash('sha256').update(PDF).digest('hex')]);
    expect(rows()).toMatchObject([{ fileName: '二.pdf', state: 'kept' }]);
    expect(filesIn('tanaka')).toHaveLength(2);
    await hanako.user.unsends(second.messageId, { oa: OA });
    await world.settle();
    await passes(10_000);
    expect(blobs()).toEqual([]);
  },
);

test('retention keeps up with a busy company', async () => {
  await world.stop();
  world = await startLinkedWorld({ environment: { MEDIA_RETENTION_DAYS: '2' } });
  const kept = world.clock.now();
  world.bridge.workspace.context.store.transaction(() => {
    for (let entryId = 100_001; entryId <= 100_450; entryId += 1) {
      db()
        .insert(media)
        .values({ entryId: entryId as never, state: 'kept', size: 1, keptAt: kept } as never)
        .run();
    }
  });
  await world.later(50 * 60 * 60 * 1000);
  const left = () => rows().filter((row) => row.state === 'kept').length;
  // In slices with short pauses: a minute is enough for many more.
  for (let waited = 0; left() > 0 && waited < 60_000; waited += 20) await world.later(20);
  expect(left()).toBe(0);
});
