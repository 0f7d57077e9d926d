import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { until } from '../../helpers/child-bridge.ts';
import { type ChildWorld, startChildWorld } from '../../helpers/child-world.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { deedIn, textsOf } from '../../helpers/people.ts';

/**
 * SIGKILL while many rooms are closed or handed over: everybody is told once, no room is forgotten.
 */

const TANAKA = 'tanaka@midori';
const SATO = 'sato@midori';
const ROOMS = 30;
const AT_ONCE = 15;
const LONG = 600_000;
/** After a start rows behind a rate limit may wait for its next minute. */
const NEXT_MINUTE = 300_000;
/**
 * Creations that a kill may cut off: their callbacks die with the process, so they are repeated.
 */
const CUT_OFF = 10;

let world: ChildWorld;
let people: LineUser[];

beforeEach(async () => {
  world = await startChildWorld();
  await world.link([TANAKA, SATO]);
  people = [];
  for (let at = 0; at < ROOMS; at += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, n) => `客${at + n + 1}さん`);
    people.push(...(await Promise.all(some.map((name) => world.customer(name, TANAKA)))));
  }
}, LONG);
afterEach(() => world.stop());

const admin = () => world.works.member('suzuki@midori').directRoom(ADMIN_BOT);
const answers = (part: string) => textsOf(admin()).filter((text) => text.includes(part));
const timesTold = (user: LineUser, part: string) =>
  user.chat(OA).filter((bubble) => bubble.from === 'oa' && bubble.text.includes(part)).length;
const told = (part: string) => people.filter((user) => timesTold(user, part) > 0).length;
const openRooms = (account: string) =>
  world.works
    .member(account)
    .rooms(BRIDGE_BOT)
    .filter((room) => room.botPresent);

const confirm = async (command: string, question: string) => {
  await admin().says(command);
  await until(() => answers(question).length > 0, 'it is asked');
  world.line.faults.delay(30);
  world.works.faults.delay(30);
  await admin().taps(deedIn(admin()));
};
/** Killed when a few have been told, and when half have; started again, it tells the rest. */
const killTwice = async (part: string) => {
  const last = new Set(people.slice(-5).map((user) => user.userId));
  const way = world.line.faults.hold(
    ({ userId, body }) => last.has(userId ?? '') && JSON.stringify(body).includes(part),
  );
  for (const when of [3, ROOMS / 2]) {
    await until(() => told(part) >= when, `${when} are told`);
    await world.bridge.kill();
    expect(told(part)).toBeLessThan(ROOMS);
    await world.start();
  }
  way.release();
  world.line.faults.delay(0);
  world.works.faults.delay(0);
};

describe('SIGKILL in the midst', () => {
  test(
    `of closing ${ROOMS} rooms`,
    async () => {
      await confirm('メンバー 削除 tanaka', '利用メンバーリストから削除しますか');
      await killTwice('終了しました');
      const end = '終了処理が終わりました';
      await until(() => answers(end).length > 0, 'the end is reported', NEXT_MINUTE);
      await until(() => openRooms(TANAKA).length === 0, 'the bot has left', NEXT_MINUTE);
      await world.emptied(NEXT_MINUTE);
      expect(people.map((user) => timesTold(user, '終了しました'))).toEqual(people.map(() => 1));
      expect(answers(end)).toHaveLength(1);
      expect(answers(end)[0]).toContain(`トークルーム ${ROOMS}件の`);
      expect(answers(end)[0]).toContain(`送信済み ${ROOMS}件`);
    },
    LONG,
  );

  test(
    `of handing over ${ROOMS} rooms`,
    async () => {
      await confirm('メンバー 引き継ぎ tanaka sato', '引き継ぎますか');
      await killTwice('佐藤 健に変わりました');
      const end = '引き継ぎが終わりました';
      await until(() => answers(end).length > 0, 'the end is reported', NEXT_MINUTE);
      await until(() => openRooms(TANAKA).length === 0, 'the bot has left', NEXT_MINUTE);
      const headed = () =>
        new Set(
          openRooms(SATO)
            .filter((room) => textsOf(room).join('\n').includes('引き継いだトークです'))
            .map((room) => room.title),
        );
      const what = 'each has a room with its transcript';
      await until(() => headed().size === ROOMS, what, NEXT_MINUTE);
      await world.emptied(NEXT_MINUTE);
      const part = '佐藤 健に変わりました';
      expect(people.map((user) => timesTold(user, part))).toEqual(people.map(() => 1));
      expect(answers(end)).toHaveLength(1);
      expect(answers(end)[0]).toContain(`引き継いだトークルーム: ${ROOMS}件`);
      expect(answers(end)[0]).toContain(`送信済み ${ROOMS}件`);
      expect(openRooms(SATO).length).toBeLessThanOrEqual(ROOMS + 2 * CUT_OFF);
      for (const account of [TANAKA, SATO]) {
        const words = textsOf(world.works.member(account).directRoom(BRIDGE_BOT));
        const said = words.filter((text) => text.includes(`トークルーム ${ROOMS}件`));
        // LINE WORKS sends carry no key: one that was cut off may show twice (§6.10).
        expect(new Set(said).size).toBe(1);
      }
    },
    LONG,
  );
});
