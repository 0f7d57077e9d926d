import { afterEach, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import type { World } from '../../../helpers/world.ts';

/** As few calls at once as on Workers, and a platform that serves films slowly. */

let world: World;
afterEach(() => world.stop());

async function open() {
  world = await startLinkedWorld({ parts: { mostInFlight: 3, mostFiles: 2 } });
  const hanako = world.lineUser('花子');
  await hanako.says('トークID: tanaka');
  return hanako;
}

const film = (seed: number) => {
  const bytes = new Uint8Array(200_000).fill(seed);
  bytes.set(Buffer.from('\0\0\0\x18ftypisom', 'latin1'));
  return { bytes, contentType: 'video/mp4', durationMs: 1000 };
};

test('words to LINE users do not wait behind films from them', async () => {
  const hanako = await open();
  const taro = world.lineUser('太郎');
  await taro.says('トークID: sato');
  world.line.faults.failNext({ api: 'content', action: 'hang', times: 5 });
  const downloads = () => world.line.calls.filter((call) => call.api === 'content');
  for (let seed = 1; seed <= 5; seed += 1) {
    await hanako.user.sendsContent('video', film(seed), { oa: OA });
  }
  await until('the films are being fetched', () => downloads().length === 2);

  await world.sato.room('太郎').says('お待たせしました');
  await until('the words are there', () => taro.lastReceived?.text === 'お待たせしました');
  expect(downloads().length).toBe(2);
  // The engine does not spin for the waiting films.
  const { engine } = world.bridge.workspace;
  expect(engine.nextAt()).toBeGreaterThan(world.clock.now());

  world.line.faults.clear();
  await world.settle();
  expect(downloads().length).toBe(5);
  const films = world.tanaka.room('花子').messages.filter((each) => each.content?.type === 'video');
  expect(films.length).toBe(5);
});

test('words to members do not wait behind files from them', async () => {
  const hanako = await open();
  const room = world.tanaka.room('花子');
  world.works.faults.failNext({ api: 'get-attachment', action: 'hang', times: 5 });
  const downloads = () => world.works.calls.filter((call) => call.api === 'get-attachment');
  for (let seed = 1; seed <= 5; seed += 1) {
    const file = { bytes: film(seed).bytes, fileName: `${seed}.mp4`, contentType: 'video/mp4' };
    await room.sendsFile('file', file);
  }
  await until('the files are being fetched', () => downloads().length === 2);
  await hanako.user.says('聞こえますか', { oa: OA });
  await until('the words are there', () => textsOf(room).at(-1) === '聞こえますか');
  expect(downloads().length).toBe(2);
});

const NAMES = ['一郎', '二郎', '三郎', '四郎'];
async function customers() {
  const people = NAMES.map((name) => world.lineUser(name));
  for (const user of people) await user.says('トークID: tanaka');
  return people;
}

test('words to members do not wait behind films to them', async () => {
  await open();
  const people = await customers();
  const uploadsBefore = world.works.calls.filter((call) => call.api === 'upload').length;
  const uploads = () =>
    world.works.calls.filter((call) => call.api === 'upload').length - uploadsBefore;
  world.works.faults.failNext({ api: 'upload', mode: 'after', action: 'hang', times: 2 });
  for (const [seed, { user }] of people.entries()) {
    await user.sendsContent('video', film(seed), { oa: OA });
  }
  await until('films go up', () => uploads() === 2);
  await world.lineUser('花子').user.says('聞こえますか', { oa: OA });
  const room = () => world.tanaka.room('花子');
  await until('the words are there', () => textsOf(room()).at(-1) === '聞こえますか');
  expect(uploads()).toBe(2);
});

test('waiting films go as soon as others have gone', async () => {
  await open();
  const people = await customers();
  world.works.faults.delay(20);
  for (const [seed, { user }] of people.entries()) {
    await user.sendsContent('video', film(seed), { oa: OA });
  }
  await world.settle();
  for (const name of NAMES) {
    expect(world.tanaka.room(name).messages.at(-1)?.content?.type).toBe('video');
  }
});

test('pictures of invitations count like any other file', async () => {
  await open();
  await world.lineUser('次郎').says('トークID: sato');
  await world.suzuki.commands('member add suzuki');
  const uploads = () => world.works.calls.filter((call) => call.api === 'upload').length;
  const before = uploads();
  world.works.faults.failNext({ api: 'upload', mode: 'after', action: 'hang', times: 3 });
  for (const { direct } of [world.tanaka, world.sato, world.suzuki]) await direct.says('/招待');
  await until('pictures go up', () => uploads() - before === 2);
  await world.lineUser('次郎').user.says('聞こえますか', { oa: OA });
  const room = () => world.sato.room('次郎');
  await until('the words are there', () => textsOf(room()).at(-1) === '聞こえますか');
  expect(uploads() - before).toBe(2);
});
