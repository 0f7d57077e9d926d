import { expect } from 'vitest';
import { BRIDGE_BOT, OA } from './company.ts';
import type { MemberDesk } from './people.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
/** LINE waits two seconds for an answer, in real time, and this machine may be busy. */
const AT_ONCE = 50;

/** A LINE WORKS platform whose headers allow faster room making: a crowd gathers sooner. */
export const QUICK_ROOMS = { works: { createChannelsPerMinute: 60 } } as const;

/**
 * This many LINE users befriend a member, and their rooms are made. What follows happens after
 * their greeting's reply tokens have expired.
 *
 * @returns their names
 */
export async function befriendMany(
  world: World,
  member: MemberDesk,
  talkId: string,
  count: number,
): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `客${n + 1}`);
  const people = names.map((name) => world.lineUser(name).user);
  for (let at = 0; at < count; at += AT_ONCE) {
    const some = people.slice(at, at + AT_ONCE);
    await Promise.all(some.map((user) => user.says(`トークID: ${talkId}`, { oa: OA })));
  }
  await world.settle();
  const isMade = () => member.user.rooms(BRIDGE_BOT).length === count;
  for (let minute = 0; minute < 60 && !isMade(); minute += 1) await world.later(MINUTE);
  await world.later(2 * MINUTE);
  expect(member.user.rooms(BRIDGE_BOT)).toHaveLength(count);
  return names;
}

/** Pushes requested of LINE since then, with its answers. */
export const pushesSince = (world: World, start: number) =>
  world.line.calls.slice(start).filter((call) => call.api === 'push');

/** Moves the time in steps, so that whatever waits for a limit gets its turn. */
export async function minutesPass(world: World, minutes: number): Promise<void> {
  for (let n = 0; n < minutes * 4; n += 1) await world.later(MINUTE / 4);
}
