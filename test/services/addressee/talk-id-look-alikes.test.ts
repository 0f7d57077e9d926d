import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('a Talk ID with a look-alike of a hyphen is never cut to a shorter one', async () => {
  const other = world.works.addMember({
    email: 'sato-hanako@midori',
    lastName: '佐藤',
    firstName: '花子',
  });
  await world.suzuki.commands('member add sato-hanako@midori');
  const rooms = () => other.rooms('2000001');

  const yuko = world.lineUser('山本 優子');
  await yuko.says('トークID: satoーhanako です。相談です');
  expect(world.sato.hasRoom('山本 優子')).toBe(false);
  expect(rooms().map((room) => room.title)).toEqual(['山本 優子']);

  const jiro = world.lineUser('次郎');
  for (const written of ['sato+hanako', 'sato・hanako', 'sato@elsewhere', 'sato -hanako']) {
    await world.later(600_000);
    await jiro.says(`トークID: ${written}`);
    expect(jiro.lastReceived?.text).toContain('そのトークIDの担当者は見つかりません');
  }
  expect(world.sato.hasRoom('次郎')).toBe(false);
  expect(rooms()).toHaveLength(1);

  await jiro.says('SATOーHANAKO');
  const [latest] = rooms();
  expect(latest?.title).toBe('次郎');
  // The Talk ID that opened the room is not a message.
  expect(textsOf(latest ?? world.sato.direct).join()).not.toContain('HANAKO');
});
