import { afterAll, beforeAll, expect, test } from 'vitest';
import { bucketOver, connectionsOfObject } from '../../../src/hosts/worker/connections.ts';
import { httpOver, streamOver } from '../../../src/platforms/connections.ts';
import { createFetchHttp, createFetchStream } from '../../../src/platforms/http-fetch.ts';
import { requests } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { memoryBucket } from '../../helpers/memory-bucket.ts';
import type { LineChat } from '../../helpers/people.ts';
import { r2Store } from '../../helpers/r2-store.ts';
import { sixConnections } from '../../helpers/six-connections.ts';
import type { World } from '../../helpers/world.ts';

/** The doors and the bucket of a Worker, over connections as few as in production. */

const six = sixConnections();
/** Words that find no connection free. */
let noneFree = 0;
let world: World;
let hanako: LineChat;
beforeAll(async () => {
  const connections = connectionsOfObject();
  const fetch = six.fetch((input, init) => globalThis.fetch(input, init));
  const parts = { allowedHosts: () => true, fetch };
  const http = httpOver(connections, createFetchHttp(parts));
  const memory = memoryBucket();
  const bucket = bucketOver(connections, six.bucket(memory.bucket));
  world = await startLinkedWorld({
    doors: () => ({
      http: async (request) => {
        if (request.carries !== 'words' || noneFree === 0) return http(request);
        noneFree -= 1;
        return { kind: 'none-free' };
      },
      stream: streamOver(connections, createFetchStream(parts)),
    }),
    parts: {
      mostInFlight: 3,
      mostFiles: 2,
      blobs: r2Store({ bucket, ofLength: memory.ofLength }),
    },
  });
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterAll(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const pdf = (n: number) => Buffer.from(`%PDF-1.7\n${n}${' '.repeat(300_000)}`);

test('ten files and ten texts go both ways at once, and no call waits inside its deadline', async () => {
  const contentType = 'application/octet-stream';
  const posted = Array.from({ length: 5 }, async (_, n) => {
    const fileName = `${n}.pdf`;
    await hanako.user.sendsContent('file', { bytes: pdf(n), contentType, fileName }, { oa: OA });
    await hanako.user.says(`来た ${n}`, { oa: OA });
    await room().sendsFile('file', { bytes: pdf(n + 5), fileName, contentType });
    await room().says(`行く ${n}`);
  });
  await Promise.all(posted);
  await world.settle();
  expect(room().messages.filter(({ content }) => content.type === 'file')).toHaveLength(10);
  expect(room().messages.filter(({ text }) => text?.includes('来た'))).toHaveLength(5);
  expect(hanako.received.filter(({ text }) => text?.includes('行く'))).toHaveLength(5);
  expect(six.seen).toMatchObject({ queued: 0 });
  expect(six.seen.most).toBeGreaterThan(2);
});

test('a message that found no connection free has not been tried, and goes once', async () => {
  noneFree = 1;
  await room().says('見積もりを送ります');
  await world.settle();
  const db = world.bridge.workspace.context.db;
  expect(db.select().from(requests).all()).toMatchObject([
    { inFlight: false, attempts: 0, unclear: 0 },
  ]);
  await world.later(1000);
  expect(noneFree).toBe(0);
  expect(hanako.received.filter(({ text }) => text?.includes('見積もり'))).toHaveLength(1);
});
