import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineUserId, memberId } from '../../../src/domain/ids.ts';
import { isoInstant } from '../../../src/domain/jst.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { markAsReturned } from '../../../src/store/restorations.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { type HostedWorld, NAME, startHostedWorld } from '../../helpers/hosted-world.ts';
import { type PastStates, pastStates } from '../../helpers/past-states.ts';
import { textsOf } from '../../helpers/people.ts';
import { linkAndTalk } from '../../helpers/story.ts';

/** A workspace goes back to a past state and forth again: each test goes on where the one before it ended. */

let past: PastStates;
let world: HostedWorld;
let other: HostedWorld;
beforeAll(async () => {
  past = pastStates();
  [world, other] = await Promise.all([
    startHostedWorld('ab'.repeat(32), past),
    startHostedWorld('cd'.repeat(32)),
  ]);
});
afterAll(async () => {
  await Promise.all([world.stop(), other.stop()]);
});

const [QUEUED, AFTER, WAKING, UNREAD, LAST] = [
  'その時に送信待ち',
  'その後の言葉',
  '目覚まし',
  '停止中に',
  '戻る直前に',
];
const [HANAKO, ICHIRO] = ['山田花子', '鈴木一朗'];
let then = '';

const file = () => `${world.folder}/kakehashi.db`;
/** How often a text stands in the member's room. */
const timesSaid = (text: string): number =>
  textsOf(world.tanaka.room(HANAKO)).filter((said) => said.includes(text)).length;
const logged = (action: string) =>
  world.store.db.all<{ outcome: string; reason: string | null; actor: string; facts: string }>(
    sql`SELECT outcome, reason, actor_id AS actor, facts FROM audit_entries WHERE action = ${action} ORDER BY id`,
  );
const entries = (): number =>
  world.store.db.get<{ n: number }>(sql`SELECT count(*) AS n FROM audit_entries`).n;
const companyName = async (): Promise<string> => {
  const { text } = await world.ask('show');
  return /"COMPANY_NAME","at":"[^"]*","by":"[^"]*","value":"([^"]*)"/.exec(text)?.[1] ?? text;
};
const later = async (ms = 600_000) => {
  world.clock.advance(ms);
  await world.settle();
};
/** Erasing goes on a slice at a time. */
const erased = async () => {
  for (let slice = 0; slice < 40 && logged('line-user.forget').length === 0; slice += 1) {
    await later(10_000);
  }
};
/** What the entrance does once the note is there. */
async function spokenTo() {
  const { note } = past.registry;
  if (note === null) throw new Error('nothing is noted');
  return world.hosted.restored(note);
}

test('what waits at that time is sent, and more is said, forgotten and set after it', async () => {
  for (const each of [world, other]) {
    await each.ask('create', { workspace: NAME, settings: each.settings });
  }
  world.connect(
    `${world.origin}/w/${NAME}/line/webhook`,
    `${world.origin}/w/${NAME}/works/callback`,
  );
  await world.settle();
  await linkAndTalk(world);
  const ichiro = world.lineUser(ICHIRO);
  await ichiro.says('トークID: tanaka');
  world.works.faults.failNext({ api: 'channel-message', mode: 'before', status: 503 });
  await world.lineUser(HANAKO).says(QUEUED);
  expect(timesSaid(QUEUED)).toBe(0);
  world.clock.advance(10);
  past.keep(file(), world.clock);
  then = new Date(world.clock.now()).toISOString();
  await later();
  expect(timesSaid(QUEUED)).toBe(1);
  await world.lineUser(HANAKO).says(AFTER);
  await world.suzuki.commands(`監査 消去 ${ICHIRO}`);
  await world.suzuki.confirms();
  await erased();
  expect(logged('line-user.forget')).toHaveLength(1);
  await world.ask('set', { settings: { COMPANY_NAME: '新しいみどり' } });
  expect(timesSaid(AFTER)).toBe(1);
});

test('only a paused workspace goes back, and first it is told what is lost', async () => {
  const at = { at: then };
  expect((await world.ask('restore', at)).body).toMatchObject({ error: 'not-paused' });
  await world.ask('pause');
  await world.lineUser(HANAKO).says(UNREAD);
  const refused: [object, string][] = [
    [{}, 'body'],
    [{ ...at, undo: true }, 'body'],
    [{ at: new Date(world.clock.now() + 1).toISOString() }, 'body'],
    [{ at: '2020-01-01T00:00:00Z' }, 'no-history'],
    [{ ...at, confirm: 'akane' }, 'wrong-name'],
    [{ undo: true }, 'nothing-to-undo'],
  ];
  for (const [body, error] of refused) {
    expect((await world.ask('restore', body)).body).toMatchObject({ error });
  }
  const told = (await world.ask('restore', at)).body;
  expect(told).toMatchObject({ lostEntries: expect.any(Number), forgotten: 1 });
  expect((await other.ask('restore', at)).body).toMatchObject({ error: 'not-here' });
});

test('one that ends halfway has not happened, and the next start can tell', async () => {
  const body = { at: then, confirm: NAME };
  const before = entries();
  past.ends.before = 'note';
  await expect(world.ask('restore', body)).rejects.toThrow('ended');
  past.ends.before = null;
  await world.evict();
  expect([entries(), past.registry.note, world.hosted.isHeld]).toEqual([before, null, false]);
  // The platform refuses, or seems to: only the next session can tell, and the note waits for it.
  past.ends.before = 'platform';
  expect((await world.ask('restore', body)).body).toMatchObject({ error: 'no-history' });
  await expect(spokenTo()).rejects.toThrow();
  await world.evict();
  past.ends.before = 'clear';
  await expect(spokenTo()).rejects.toThrow('ended before clear');
  past.ends.before = null;
  expect(await spokenTo()).toBeNull();
  expect([past.registry.note, entries()]).toEqual([null, before + 1]);
  expect(logged('workspace.restore').map(({ outcome }) => outcome)).toEqual(['failed']);
  expect((await world.ask('status')).body).toMatchObject({ standing: 'paused', faults: [] });
});

test('back, a webhook wakes it first: nothing that waited is sent again, all of it ends on record', async () => {
  const wide = entries();
  past.beside.whileNoting = async () => {
    past.beside.whileNoting = async () => undefined;
    await world.lineUser(HANAKO).says(LAST);
  };
  const begun = await world.ask('restore', { at: then, confirm: NAME });
  expect(begun.body).toEqual({ restoring: past.registry.note?.id });
  expect(world.hosted.isLeaving).toBe(true);
  expect((await world.ask('resume')).body).toMatchObject({ error: 'restoring' });
  const asked = past.registry.asked;
  await world.evict();
  expect(past.registry.asked).toBe(asked + 1);
  await world.lineUser(HANAKO).says(WAKING);
  await later();
  expect([timesSaid(QUEUED), timesSaid(WAKING), world.hosted.isHeld]).toEqual([1, 0, false]);
  expect(await spokenTo()).toMatchObject({ lostEntries: expect.any(Number), forgotten: 1 });
  expect([past.registry.note, past.lost.length]).toEqual([null, 1]);
  const [entry, ...more] = logged('workspace.restore');
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ actor: 'operator:ops', outcome: 'ok' });
  const facts: Record<string, number> = JSON.parse(entry?.facts ?? '{}');
  expect(facts).toMatchObject({ source: 'point-in-time', messages: 1, events: 0 });
  expect((facts.lostEntries ?? 0) > 5 && (facts.lostEntries ?? 0) < wide).toBe(true);
  expect(logged('message.deliver').filter(({ reason }) => reason === 'restored')).toMatchObject([
    { outcome: 'uncertain' },
  ]);
  expect(verifyChain(world.store.db)).toMatchObject({ ok: true });
  expect((await world.ask('status')).body).toMatchObject({
    ...{ standing: 'paused', by: 'operator:ops', events: { waiting: 1 } },
  });
});

test('a second word of the same restoration changes nothing', async () => {
  const { id } = past.registry.note ?? { id: '' };
  expect(id).toBe('');
  const facts = JSON.parse(logged('workspace.restore')[0]?.facts ?? '{}');
  await world.evict();
  const before = entries();
  const seen = await world.hosted.restored({
    ...{ id: facts.note, at: 0, undo: '', by: 'x', askedAt: 0, entries: 0, head: '' },
    ...{ shared: { entries: 0, until: 0 }, forgotten: [], settings: [], undoes: null },
  });
  expect([seen?.restored, entries()]).toEqual([facts.note, before]);
});

test('resumed, its administrators are told, what has come since goes on, who was forgotten is again', async () => {
  const told = world.suzuki.answers.length;
  const toIchiro = world.lineUser(ICHIRO).received.length;
  await world.ask('resume');
  await later();
  await erased();
  const answers = world.suzuki.answers.slice(told).join('\n');
  expect(answers).toContain('時点の状態に戻して開始しました');
  expect(answers).toContain('消去した人: 1人');
  expect([timesSaid(QUEUED), timesSaid(WAKING)]).toEqual([1, 1]);
  expect(logged('line-user.forget')).toHaveLength(1);
  expect(world.lineUser(ICHIRO).received.length).toBe(toIchiro);
  expect(await companyName()).toBe('新しいみどり');
});

test('while the registry is out of reach nothing leaves; then it is undone', async () => {
  await world.ask('pause');
  expect((await world.ask('restore', { undo: true })).body).toMatchObject({ forgotten: 0 });
  await world.ask('restore', { undo: true, confirm: NAME });
  past.registry.isDown = true;
  await world.evict();
  expect(world.hosted.isHeld).toBe(true);
  const undone = 'もう一つ';
  await world.lineUser(HANAKO).says(undone);
  await later();
  await world.hosted.askAgain();
  expect([world.hosted.isHeld, timesSaid(undone)]).toEqual([true, 0]);
  // Another session has it before it when it starts; it has come since all the same.
  await world.evict();
  expect([world.hosted.isHeld, timesSaid(undone)]).toEqual([true, 0]);
  expect(JSON.stringify(world.faults)).toContain('registry');
  past.registry.isDown = false;
  await world.hosted.askAgain();
  expect(world.hosted.isHeld).toBe(false);
  // The log of the time between is in neither of its halves the one that is there again.
  const [first] = past.lost;
  expect(first?.entries).toBeGreaterThan(0);
  expect((await spokenTo())?.lostEntries).toBeGreaterThan(0);
  expect(past.lost.at(-1)).toMatchObject({ at: Date.parse(then), entries: first?.entries });
  await world.ask('resume');
  await later();
  // What came meanwhile goes on, and the words of the state that was left are there again.
  expect([undone, AFTER, QUEUED, UNREAD].map(timesSaid)).toEqual([1, 1, 1, 0]);
  // Two that had come before the first return and were not looked at: the one while it was noted, too.
  expect(logged('event.fail').map(({ reason }) => reason)).toEqual(['restored', 'restored']);
  await world.suzuki.commands(`監査 検索 ${AFTER}`);
  expect(world.suzuki.lastAnswer).toContain(AFTER);
  expect(verifyChain(world.store.db)).toMatchObject({ ok: true });
});

test('what the bucket does not give up stays on record, and keeps no restoration from its end', async () => {
  await later();
  past.keep(file(), world.clock);
  const at = new Date(world.clock.now()).toISOString();
  await later();
  await world.ask('pause');
  await world.ask('restore', { at, confirm: NAME });
  await world.evict();
  past.bucket.isDown = true;
  await expect(spokenTo()).rejects.toThrow('the bucket does not answer');
  // The second one's note would take the place of the first one's, and nobody would know what is to be set aside.
  const first = past.registry.note?.id;
  expect((await world.ask('restore', { undo: true, confirm: NAME })).body).toEqual({
    error: 'not-aside',
    faults: ['the bucket does not answer'],
  });
  expect([past.registry.note?.id, world.hosted.isLeaving]).toEqual([first, false]);
  Object.assign(past.bucket, { isDown: false, stays: ['checkpoints/0000000000000099.txt'] });
  expect((await spokenTo())?.stays).toEqual(past.bucket.stays);
  expect(past.registry.note).toBeNull();
  expect((await world.ask('status')).body).toMatchObject({ stays: past.bucket.stays });
  expect(logged('workspace.restore').at(-1)).toMatchObject({
    outcome: 'recorded',
    facts: JSON.stringify({ note: first, stays: 1 }),
  });
  expect(JSON.stringify(world.faults)).toContain('1 files could not be set aside');
  past.bucket.stays = [];
  await world.ask('restore', { undo: true, confirm: NAME });
  await world.evict();
  await spokenTo();
  expect(past.lost.at(-1)?.undoes).toBe(first);
  expect((await world.ask('status')).body).toMatchObject({ stays: [] });
  await world.ask('resume');
  await later();
});

test('a start with nothing queued asks nobody, and another workspace is as it was', async () => {
  await later();
  const asked = past.registry.asked;
  await world.evict();
  await world.lineUser(HANAKO).says('こんばんは');
  expect([past.registry.asked, timesSaid('こんばんは')]).toEqual([asked, 1]);
  expect((await other.ask('status')).body).toMatchObject({ standing: 'live', faults: [] });
});

test('webhooks that wait since a migration are as what is queued: a start asks, and they are not taken in again', async () => {
  await later();
  past.keep(file(), world.clock);
  const at = new Date(world.clock.now()).toISOString();
  await later();
  await world.ask('pause');
  await world.ask('restore', { at, confirm: NAME });
  const [asked, dropped] = [past.registry.asked, past.waiting.dropped.length];
  past.waiting.areLeft = true;
  await world.evict();
  past.waiting.areLeft = false;
  expect(past.registry.asked).toBe(asked + 1);
  expect(past.waiting.dropped.slice(dropped)).toEqual([past.registry.note?.askedAt]);
  await spokenTo();
  expect((await world.ask('status')).body).toMatchObject({ standing: 'paused' });
});

test('of a workspace that was moved here, the time before that has no state', async () => {
  const at = world.clock.now();
  await later(1000);
  const moved = world.clock.now();
  world.store.db.run(
    sql`INSERT INTO restorations (source, made_at, settled_at) VALUES ('export', ${at - 5000}, ${moved})`,
  );
  await world.ask('pause');
  expect((await world.ask('restore', { at: new Date(at).toISOString() })).body).toEqual({
    error: 'no-history',
    faults: [`workspace.import: ${isoInstant(moved)}`],
  });
  await later(1000);
  const since = { at: new Date(moved + 1).toISOString() };
  expect((await world.ask('restore', since)).body).toMatchObject({ lostEntries: 0 });
});

test('whoever was forgotten and is there again is not lost by another return before that was seen to', async () => {
  const { db } = world.store;
  const noted = {
    ...{ by: 'operator:ops', askedAt: world.clock.now(), undo: '', entries: entries(), head: '' },
    ...{ keptEntries: entries(), receivedTo: 0, stays: [] },
  };
  const { userId } = world.lineUser(HANAKO).user;
  const hanako = { lineUserId: lineUserId(userId), askedBy: memberId('suzuki') };
  world.clock.advance(1000);
  const at = { at: new Date(world.clock.now() - 1).toISOString() };
  markAsReturned(db, world.clock.now() - 5000, {
    ...noted,
    id: 'first',
    forgotten: [hanako, hanako],
  });
  expect((await world.ask('restore', at)).body).toMatchObject({ forgotten: 1 });
  markAsReturned(db, world.clock.now() - 5000, { ...noted, id: 'second', forgotten: [] });
  await world.evict();
  expect(logged('audit.forget').map(({ actor }) => actor)).toContain('operator:ops');
  expect(logged('workspace.restore').at(-1)?.facts).toContain('second');
  expect((await world.ask('restore', at)).body).toMatchObject({ forgotten: 1 });
});
