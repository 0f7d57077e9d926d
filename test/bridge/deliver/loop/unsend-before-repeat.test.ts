import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { minutesPass } from '../../../helpers/crowd.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import type { World } from '../../../helpers/world.ts';

/** Words unsent while a call repeats them are not in the repeat of that call. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const SECRET = '口座番号は1234です';
const saysIt = (call: { body: unknown }) => JSON.stringify(call.body).includes('口座番号');
/** The secret, in all calls of LINE WORKS since. */
const timesSaid = (since: number) =>
  world.works.calls.slice(since).filter((call) => saysIt(call)).length;

const FATES = [
  ['refused for a limit', { status: 429, headers: { 'retry-after': '30' } }, 1],
  ['not answered', { mode: 'before', action: 'cut' }, 1],
  ['never answered, twice', { mode: 'before', action: 'cut' }, 2],
] as const;

test.each(FATES)('a transcript whose call is %s', async (_, fault, times) => {
  const id = await hanako.says(SECRET);
  await hanako.says('よろしく');
  await world.later(120_000);
  await world.suzuki.commands('member handover tanaka sato');
  const before = world.works.calls.length;
  const way = world.works.faults.hold(saysIt);
  world.works.faults.failNext({ api: 'channel-message', match: saysIt, ...fault });
  if (times > 1) {
    const retold = (call: { body: unknown }) => JSON.stringify(call.body).includes('取り消されま');
    world.works.faults.failNext({ api: 'channel-message', match: retold, ...fault });
  }
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await until('the transcript is under way', () => way.waiting > 0);
  await hanako.user.unsends(id, { oa: OA });
  await world.heard();
  way.release();
  await world.settle();
  await minutesPass(world, 3);
  expect(timesSaid(before)).toBe(1);
  const texts = textsOf(world.sato.room('山田花子'));
  expect(texts.join('\n')).not.toContain('口座番号');
  const transcripts = texts.filter((text) => text.includes('引き継いだトークです'));
  expect(transcripts).toHaveLength(1);
  expect(transcripts[0]).toContain('（取り消されました）');
  expect(transcripts[0]).toContain('山田花子: よろしく');
});

test.each(FATES.slice(0, 2))('a quote in a call that is %s', async (_, fault) => {
  const id = await hanako.says(SECRET);
  const before = world.works.calls.length;
  const way = world.works.faults.hold(saysIt);
  world.works.faults.failNext({ api: 'channel-message', match: saysIt, ...fault });
  await hanako.user.says('これのことです', { oa: OA, quote: id });
  await until('the quote is under way', () => way.waiting > 0);
  await hanako.user.unsends(id, { oa: OA });
  await world.heard();
  way.release();
  await world.settle();
  await minutesPass(world, 3);
  expect(timesSaid(before)).toBe(1);
  const texts = textsOf(world.tanaka.room('山田花子'));
  expect(texts.filter((text) => text.includes('これのことです'))).toHaveLength(1);
});
