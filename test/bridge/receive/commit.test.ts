import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { directCommit, groupCommit } from '../../../bridge/commit.ts';
import { seenEvents } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import {
  inboxOf,
  lineTextEvent,
  originOf,
  postLine,
  postWorks,
  someEventId,
  someLineUserId,
  worksTextEvent,
} from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const noFault = (what: string, error: unknown) => {
  throw new Error(what, { cause: error });
};

const db = () => world.bridge.workspace.context.db;

const bodyOf = (eventId: string) =>
  JSON.stringify({
    destination: world.line.account(OA).botUserId,
    events: [
      lineTextEvent({ userId: someLineUserId(), text: 'はい', at: world.clock.now(), eventId }),
    ],
  });

const isKept = (id: string) =>
  db().get<{ n: number }>(
    sql`SELECT count(*) AS n FROM seen_events WHERE account = ${OA} AND key = ${id}`,
  )?.n === 1;

const keptIds = () =>
  new Set(
    db()
      .select()
      .from(seenEvents)
      .all()
      .map(({ key }) => key),
  );

test('200 webhooks at once: each is durable before its 200', async () => {
  const ids = Array.from({ length: 200 }, someEventId);
  const answers = await Promise.all(
    ids.map(async (id) => {
      const { status } = await postLine(originOf(world), bodyOf(id));
      return { status, kept: isKept(id) };
    }),
  );
  expect(answers.filter(({ status, kept }) => status === 200 && kept)).toHaveLength(200);
  expect(inboxOf(world).filter((row) => row.platform === 'line')).toHaveLength(200);
});

test('when one of many cannot be written, only that one is answered 503', async () => {
  const ids = Array.from({ length: 60 }, someEventId);
  const bad = ids[31];
  db().run(sql`CREATE TRIGGER spoil BEFORE INSERT ON seen_events
    WHEN NEW.key LIKE ${sql.raw(`'%${bad}'`)} BEGIN SELECT RAISE(ABORT, 'spoilt'); END`);
  const answers = await Promise.all(
    ids.map(async (id) => ({ id, ...(await postLine(originOf(world), bodyOf(id))) })),
  );
  expect(answers.filter(({ status }) => status === 503).map(({ id }) => id)).toEqual([bad]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(59);
  expect(ids.filter((id) => !keptIds().has(id))).toEqual([bad]);
});

test('a body is kept whole or not at all', async () => {
  const [first, second] = [someEventId(), someEventId()];
  db().run(sql`CREATE TRIGGER spoil BEFORE INSERT ON seen_events
    WHEN NEW.key LIKE ${sql.raw(`'%${second}'`)} BEGIN SELECT RAISE(ABORT, 'spoilt'); END`);
  const events = [first, second].map((eventId) =>
    lineTextEvent({ userId: someLineUserId(), text: 'はい', at: world.clock.now(), eventId }),
  );
  const body = JSON.stringify({ destination: world.line.account(OA).botUserId, events });
  expect((await postLine(originOf(world), body)).status).toBe(503);
  expect(keptIds().has(first)).toBe(false);
});

test('a database that refuses writes: 503 for all, until it accepts them again', async () => {
  const ids = Array.from({ length: 20 }, someEventId);
  const { userId } = world.tanaka.user;
  const callback = JSON.stringify(worksTextEvent({ userId, text: '連携', at: world.clock.now() }));
  db().run('PRAGMA query_only = ON');
  const answers = await Promise.all(ids.map((id) => postLine(originOf(world), bodyOf(id))));
  expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 503));
  expect((await postWorks(originOf(world), callback)).status).toBe(503);
  db().run('PRAGMA query_only = OFF');
  expect((await postWorks(originOf(world), callback)).status).toBe(200);
  const again = await Promise.all(ids.map((id) => postLine(originOf(world), bodyOf(id))));
  expect(again.map(({ status }) => status)).toEqual(ids.map(() => 200));
});

test('the next webhooks do not wait for earlier ones', async () => {
  const written: string[] = [];
  const { store } = world.bridge.workspace.context;
  const grouped = groupCommit(store, (item: string) => written.push(item), noFault);
  const first = grouped('一');
  expect(written).toEqual([]);
  expect(await Promise.all([first, grouped('二')])).toEqual([true, true]);
  expect(await grouped('三')).toBe(true);
  expect(written).toEqual(['一', '二', '三']);
});

test('one at a time: the same promise, a commit each', async () => {
  const { store } = world.bridge.workspace.context;
  const faults: string[] = [];
  const write = (item: number) => {
    if (item === 2) throw new Error('spoilt');
  };
  const direct = directCommit(store, write, (what, error) => faults.push(`${what}: ${error}`));
  expect(await Promise.all([direct(1), direct(2), direct(3)])).toEqual([true, false, true]);
  expect(faults).toEqual(['commit: Error: spoilt']);
});
