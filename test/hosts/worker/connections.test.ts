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

/** Long enough that calls meet, as over a network. */
const ANSWER_MS = 30;
const six = sixConnections(ANSWER_MS);
/** Words that find no connection free. */
let noneFree = 0;
let world: World;
/** Each in a room of their own: what belongs to one room goes one after the other. */
const CUSTOMERS = ['山田花子', '佐藤健', '高橋優子', '伊藤葵', '渡辺翔'];
let chats: LineChat[];
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
      // More than a Worker has: only the connections hold them to six.
      mostInFlight: 8,
      mostFiles: 6,
      blobs: r2Store({ bucket, ofLength: memory.ofLength }),
    },
  });
  chats = CUSTOMERS.map((name) => world.lineUser(name));
  for (const chat of chats) await chat.says('トークID: tanaka');
});
afterAll(() => world.stop());

const rooms = () => CUSTOMERS.map((name) => world.tanaka.room(name));
const pdf = (n: number) => Buffer.from(`%PDF-1.7\n${n}${' '.repeat(300_000)}`);

test('ten files and ten texts go both ways at once, and no call waits inside its deadline', async () => {
  const contentType = 'application/octet-stream';
  const posted = rooms().map(async (room, n) => {
    const fileName = `${n}.pdf`;
    await chats[n]?.user.sendsContent('file', { bytes: pdf(n), contentType, fileName }, { oa: OA });
    await chats[n]?.user.says(`来た ${n}`, { oa: OA });
    await room.sendsFile('file', { bytes: pdf(n + 5), fileName, contentType });
    await room.says(`行く ${n}`);
  });
  await Promise.all(posted);
  await world.settle();
  const shown = rooms().flatMap(({ messages }) => messages);
  expect(shown.filter(({ content }) => content.type === 'file')).toHaveLength(10);
  expect(shown.filter(({ text }) => text?.includes('来た'))).toHaveLength(5);
  const received = chats.flatMap((chat) => chat.received);
  expect(received.filter(({ text }) => text?.includes('行く'))).toHaveLength(5);
  expect(six.seen).toMatchObject({ queued: 0 });
  expect(six.seen.most).toBe(6);
});

test('a message that found no connection free has not been tried, and goes once', async () => {
  noneFree = 1;
  const [room] = rooms();
  await room?.says('見積もりを送ります');
  await world.settle();
  const db = world.bridge.workspace.context.db;
  expect(db.select().from(requests).all()).toMatchObject([
    { inFlight: false, attempts: 0, unclear: 0 },
  ]);
  await world.later(1000);
  expect(noneFree).toBe(0);
  const received = chats.flatMap((chat) => chat.received);
  expect(received.filter(({ text }) => text?.includes('見積もり'))).toHaveLength(1);
});
