import { type SQL, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outbox } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { FILM, FOREVER, parkedIn, shownOn, timePasses } from '../../../helpers/late-files.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** Another version of the program may have written what stands aside. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const OF_TOMORROW = JSON.stringify({ v: 99, do: 'relay' });

/** She sends a film that LINE does not have ready for minutes; words go on without it. */
async function isLate(): Promise<void> {
  const film = { bytes: FILM, contentType: 'video/mp4', readyAfterMs: 120_000 };
  await hanako.user.sendsContent('video', film, { oa: OA });
  await world.settle();
  await timePasses(world, 25_000, 1000);
  expect(parked()).toHaveLength(1);
}

/** Tanaka sends one that LINE WORKS does not give out; nothing is said behind it. */
async function isMembersLate(): Promise<void> {
  // Her reply token is spent by then.
  await world.later(120_000);
  world.works.faults.failNext({ api: 'get-attachment', times: FOREVER, status: 503 });
  const film = { bytes: FILM, fileName: 'a.mp4', contentType: 'video/mp4' };
  await world.tanaka.room('山田花子').sendsFile('video', film);
  await world.settle();
  await timePasses(world, 25_000, 1000);
  expect(parked()).toHaveLength(1);
}

function spoil(which: SQL): void {
  const changed = db().update(outbox).set({ payload: OF_TOMORROW }).where(which).returning().all();
  expect(changed).toHaveLength(1);
}

const parked = () => parkedIn(world);
const fates = () =>
  auditOf(world)
    .filter(({ action, kind }) => action === 'message.deliver' && kind === 'video')
    .map(({ outcome, reason }) => [outcome, reason]);

test('a late message that cannot be read keeps nobody from starting: its end is put on record and told', async () => {
  await isLate();
  spoil(sql`instr(${outbox.lane}, 'late:') = 1`);
  await world.restart();
  expect(fates()).toEqual([['refused', 'fault']]);
  expect(hanako.lastReceived?.text).toContain('届きませんでした');
  await hanako.says('もしもし');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('もしもし');
});

test('a member’s likewise: it is the member who is told', async () => {
  await isMembersLate();
  const before = hanako.received.length;
  spoil(sql`instr(${outbox.lane}, 'late:') = 1`);
  await world.restart();
  expect(fates()).toEqual([['refused', 'fault']]);
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toContain('届きませんでした');
  expect(hanako.received.slice(before)).toEqual([]);
});

test('a line that keeps a place and cannot be read does not keep its message from coming back', async () => {
  await isMembersLate();
  spoil(sql`instr(${outbox.payload}, 'keepsPlaceOf') > 0`);
  world.works.faults.clear();
  await world.restart();
  await timePasses(world, 300_000, 10_000);
  expect(parked()).toEqual([]);
  expect(shownOn(hanako)).toContain('(video)');
});
