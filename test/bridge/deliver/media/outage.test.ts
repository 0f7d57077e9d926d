import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { media } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/** A host of files is down for a while: files wait for it, and words do not (DESIGN §6.10). */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NAMES = ['一郎', '二郎', '三郎', '四郎'];

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
  onTestFinished(() => world.stop());
  for (const name of NAMES) await world.lineUser(name).says('トークID: tanaka');
});

const pdf = (seed: number) => Buffer.from(`%PDF-1.7\n${seed}`);
const ONCE = { times: 1e9, status: 503 } as const;
const states = () =>
  world.bridge.workspace.context.db
    .select()
    .from(media)
    .all()
    .map((row) => row.state);
const filesIn = (name: string) =>
  world.tanaka
    .room(name)
    .messages.filter((bubble) => bubble.from.kind === 'bot' && 'fileId' in (bubble.content ?? {}));
const passes = async (ms: number, step: number) => {
  for (let at = 0; at < ms; at += step) await world.later(step);
};

async function usersSend() {
  for (const [seed, name] of NAMES.entries()) {
    const content = { bytes: pdf(seed), contentType: 'application/pdf', fileName: `${seed}.pdf` };
    await world.lineUser(name).user.sendsContent('file', content, { oa: OA });
  }
  await world.settle();
}

async function memberSends() {
  for (const [seed, name] of NAMES.entries()) {
    const file = { bytes: pdf(seed), contentType: 'application/pdf', fileName: `${seed}.pdf` };
    await world.tanaka.room(name).sendsFile('file', file);
  }
  await world.settle();
}

/** From a person who has sent no file, both ways. */
async function wordsPass() {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: sato');
  await hanako.says('聞こえますか');
  expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('聞こえますか');
  await world.sato.says('山田花子', 'はい、聞こえます');
  expect(hanako.lastReceived?.text).toBe('はい、聞こえます');
}

describe('the host of LINE’s contents', () => {
  test('is down for three hours: then every file arrives, and neither side was told', async () => {
    world.line.faults.failNext({ api: 'content', ...ONCE });
    await usersSend();
    await passes(MINUTE_MS, 5000);
    const calls = () => world.line.calls.filter(({ api }) => api === 'content').length;
    const before = calls();
    await wordsPass();
    await passes(3 * HOUR_MS, MINUTE_MS);
    expect(states()).toEqual(NAMES.map(() => 'fetching'));
    // One probe at a time.
    expect(calls() - before).toBeLessThan(3 * 60 + 20);
    const told = NAMES.map((name) => world.lineUser(name).received.length);
    world.line.faults.clear();
    await passes(10 * MINUTE_MS, MINUTE_MS);
    expect(NAMES.map((name) => filesIn(name).length)).toEqual([1, 1, 1, 1]);
    expect(NAMES.map((name) => world.lineUser(name).received.length)).toEqual(told);
  });

  test('stays down: at the end both sides are told', async () => {
    world.line.faults.failNext({ api: 'content', ...ONCE });
    await usersSend();
    await passes(26 * HOUR_MS, 10 * MINUTE_MS);
    expect(states()).toEqual(NAMES.map(() => 'refused'));
    for (const name of NAMES) {
      expect(world.lineUser(name).lastReceived?.text).toContain('受け渡しできなかった');
      expect(textsOf(world.tanaka.room(name)).at(-1)).toContain('ファイルが送られましたが');
    }
  });

  test('is up while the API is down: files are fetched', async () => {
    await world.later(2 * MINUTE_MS);
    world.line.faults.failNext({ api: 'push', ...ONCE });
    for (const name of NAMES) await world.tanaka.says(name, 'お待たせしました');
    await passes(20_000, 1000);
    await usersSend();
    expect(states()).toEqual(NAMES.map(() => 'kept'));
    // Incoming files say nothing about the API, which stays paused behind its probe.
    const pushes = () => world.line.calls.filter(({ api }) => api === 'push').length;
    const before = pushes();
    await world.later(1);
    expect(pushes()).toBe(before);
  });
});

test.each(['get-attachment', 'download'])(
  'LINE WORKS serves no files (%s): they wait for it, words do not',
  async (api) => {
    world.works.faults.failNext({ api, ...ONCE });
    await memberSends();
    await passes(MINUTE_MS, 5000);
    await wordsPass();
    await passes(3 * HOUR_MS, MINUTE_MS);
    expect(states()).toEqual(NAMES.map(() => 'fetching'));
    world.works.faults.clear();
    await passes(10 * MINUTE_MS, MINUTE_MS);
    expect(states()).toEqual(NAMES.map(() => 'kept'));
    for (const name of NAMES) {
      expect(world.lineUser(name).lastReceived?.message).toMatchObject({ type: 'template' });
      expect(textsOf(world.tanaka.room(name)).join()).not.toContain('送っていません');
    }
  },
);

test('LINE WORKS takes no files for three hours: words pass, then every file arrives', async () => {
  world.works.faults.failNext({ api: 'upload', ...ONCE });
  await usersSend();
  for (const name of NAMES) await world.lineUser(name).says('お急ぎください');
  await passes(MINUTE_MS, 5000);
  for (const name of NAMES) {
    expect(textsOf(world.tanaka.room(name)).slice(-2)).toEqual([
      expect.stringContaining('送ったファイルを受け取っています'),
      'お急ぎください',
    ]);
  }
  await wordsPass();
  await passes(3 * HOUR_MS, MINUTE_MS);
  const told = NAMES.map((name) => world.lineUser(name).received.length);
  world.works.faults.clear();
  await passes(10 * MINUTE_MS, MINUTE_MS);
  expect(NAMES.map((name) => filesIn(name).length)).toEqual([1, 1, 1, 1]);
  expect(NAMES.map((name) => world.lineUser(name).received.length)).toEqual(told);
});
