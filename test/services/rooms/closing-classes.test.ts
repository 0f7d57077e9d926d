import { afterEach, beforeEach, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { befriendMany, minutesPass, pushesSince, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import type { World } from '../../helpers/world.ts';

const ROOMS = 500;
const LIMIT = 400;
const KEPT = LIMIT / 4;
/**
 * Sends that may pass before a person's message leaves: those under way, and those just released.
 */
const FEW = 6;
/** Real ms of each LINE call, so that waiting rows wait long enough to be read. */
const LINE_TAKES_MS = 25;
const LONG = { timeout: 600_000 };

let world: World;

beforeEach(async () => {
  world = await startLinkedWorld(QUICK_ROOMS);
  await befriendMany(world, world.tanaka, 'tanaka', ROOMS);
}, 600_000);
afterEach(() => world.stop());

const toSato = (text: string) => (call: { readonly body: unknown }) =>
  JSON.stringify(call.body).includes(text);

test(
  'while 500 goodbyes wait, people’s messages leave within a few sends on both sides',
  LONG,
  async () => {
    const ichiro = world.lineUser('鈴木一朗');
    await ichiro.says('トークID: sato');
    await world.later(120_000);
    world.line.account(OA).setQuota(LIMIT);
    const [lineStart, worksStart] = [world.line.calls.length, world.works.calls.length];
    const pushes = () => pushesSince(world, lineStart);
    const sends = () =>
      world.works.calls.slice(worksStart).filter((call) => call.api.includes('message'));

    await world.suzuki.commands('member remove tanaka');
    world.line.faults.delay(LINE_TAKES_MS);
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await until('goodbyes go out', () => pushes().length >= 20);

    const passed: number[] = [];
    for (const text of ['一通目です', '二通目です', '三通目です']) {
      await world.sato.user.room('鈴木一朗').says(text);
      const before = pushes().length;
      await until(text, () => pushes().some(toSato(text)));
      passed.push(pushes().findIndex(toSato(text)) - before);
    }
    expect(Math.max(...passed)).toBeLessThanOrEqual(FEW);
    expect(pushes().length).toBeLessThan(LIMIT - KEPT);

    world.line.faults.delay(0);
    await world.settle();
    // Notices have used their share of the minute: hundreds of goodbyes wait at LINE WORKS.
    const waiting = () => world.tanaka.user.rooms(BRIDGE_BOT).filter((room) => room.botPresent);
    expect(waiting().length).toBeGreaterThan(200);
    const before = sends().length;
    await ichiro.says('いま話せますか');
    expect(textsOf(world.sato.room('鈴木一朗')).at(-1)).toBe('いま話せますか');
    expect(sends().findIndex(toSato('いま話せますか')) - before).toBeLessThanOrEqual(FEW);

    await minutesPass(world, 6);
    expect(waiting()).toEqual([]);
    const people = pushes().filter((call) => JSON.stringify(call.body).includes('通目です'));
    const count = { people: people.length, notices: pushes().length - people.length };
    expect(count).toEqual({ people: 3, notices: LIMIT - KEPT - 3 });
    expect(pushes().filter((call) => call.status !== 200)).toEqual([]);
    expect(world.works.calls.filter((call) => call.status === 429)).toEqual([]);
    const later = ROOMS - count.notices;
    expect(world.suzuki.lastAnswer).toContain(
      `送信済み ${count.notices}件、次にメッセージが届いたときにお知らせ ${later}件`,
    );
  },
);

test('quota used up from outside during a run: at most two pushes are refused', LONG, async () => {
  world.line.account(OA).setQuota(5000);
  const start = world.line.calls.length;
  await world.suzuki.commands('link off');
  world.line.faults.delay(LINE_TAKES_MS);
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await until('goodbyes go out', () => pushesSince(world, start).length >= 20);
  // A broadcast is sent in LINE's own console.
  world.line.account(OA).setQuota(0);
  world.line.faults.delay(0);
  await minutesPass(world, 6);
  const refused = pushesSince(world, start).filter((call) => call.status === 429);
  expect(refused.length).toBeLessThanOrEqual(2);
  const taken = pushesSince(world, start).length - refused.length;
  expect(world.suzuki.answers.join('\n')).toContain(
    `送信済み ${taken}件、次にメッセージが届いたときにお知らせ ${ROOMS - taken}件`,
  );
});
