import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRateBook } from '../../../bridge/deliver/admission/rate-book.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import { type MemberId, memberId } from '../../../src/domain/ids.ts';
import { createPhotos, type Photos } from '../../../src/services/photos/fetch.ts';
import { addLinkMember } from '../../../src/store/people/link-members.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const NONE: Outcome<null> = { kind: 'sent', answer: null, already: false };
const LIMITED: Outcome<null> = {
  kind: 'retry',
  reason: 'rate-limit',
  afterMs: 20_000,
  detail: '429',
};

let world: World;
let asked: MemberId[];
let says: Outcome<null>;
beforeEach(async () => {
  world = await startWorld();
  asked = [];
  says = NONE;
  const { context } = world.bridge.workspace;
  context.store.transaction(() => {
    for (let n = 0; n < 100; n += 1) {
      const status = (['pending', 'failed', 'available', 'retrying'] as const)[n % 4] ?? 'failed';
      addLinkMember(context.db, {
        memberId: memberId(`m${n}`),
        status,
        talkId: null,
        reason: null,
        requestedBy: null,
        addedAt: 1,
        changedAt: 1,
        roomMode: null,
      });
    }
  });
});
afterEach(() => world.stop());

function photosOn(plan: 'free' | 'standard'): Photos {
  const { context } = world.bridge.workspace;
  const works = {
    getPhoto: async (id: MemberId) => {
      asked.push(id);
      return says;
    },
  };
  const settings = { ...context.settings, plan };
  const rates = createRateBook(world.clock, plan);
  return createPhotos({ ...context, settings }, works, async () => async () => null, rates);
}

test.each([
  ['free', 5],
  ['standard', 20],
] as const)(
  'on the plan %s at most %i in ten seconds, however often a look is asked for',
  async (plan, most) => {
    const photos = photosOn(plan);
    expect(await photos.refresh()).toBe(10_000);
    expect(asked).toHaveLength(most);
    for (let added = 0; added < 10; added += 1) expect(await photos.refresh()).toBe(10_000);
    expect(asked).toHaveLength(most);
    world.clock.advance(10_000);
    await photos.refresh();
    expect(new Set(asked).size).toBe(2 * most);
  },
);

test('members in every status are checked once a day', async () => {
  const photos = photosOn('standard');
  for (let n = 0; n < 5; n += 1) {
    world.clock.advance((await photos.refresh()) ?? 0);
  }
  expect(asked).toHaveLength(100);
  expect(new Set(asked).size).toBe(100);
  // Then nobody looks before the first of them is a day old.
  const restMs = await photos.refresh();
  expect(restMs).toBe(24 * 3_600_000 - 50_000);
  world.clock.advance((restMs ?? 0) - 1);
  expect(await photos.refresh()).toBe(3_600_000);
  expect(asked).toHaveLength(100);
  world.clock.advance(1);
  await photos.refresh();
  expect(asked).toHaveLength(120);
});

test('a reached limit is respected, by lists as well', async () => {
  const photos = photosOn('standard');
  says = LIMITED;
  expect(await photos.refresh()).toBe(20_000);
  expect(asked).toHaveLength(1);
  says = NONE;
  await photos.fetchSoon([memberId('m5'), memberId('m6')]);
  expect(asked).toHaveLength(1);
  world.clock.advance(20_000);
  await photos.fetchSoon([memberId('m5'), memberId('m6')]);
  expect(asked).toHaveLength(3);
});

test('background work leaves a share of the calls to lists', async () => {
  const { context } = world.bridge.workspace;
  const rates = createRateBook(world.clock, 'free');
  const works = {
    getPhoto: async (id: MemberId) => {
      asked.push(id);
      return NONE;
    },
  };
  const photos = createPhotos(context, works, async () => async () => null, rates);
  for (let n = 0; n < 50; n += 1) rates.take('user-photo');
  for (let n = 0; n < 50; n += 1) rates.release('user-photo');
  await photos.refresh();
  expect(asked).toEqual([]);
  await photos.fetchSoon([memberId('m1'), memberId('m2')]);
  expect(asked).toEqual(['m1', 'm2']);
});
