import { HOUR_MS, MINUTE_MS } from '../../src/domain/durations.ts';
import { BRIDGE_BOT, OA } from '../../test/helpers/company.ts';
import { startLinkedWorld } from '../../test/helpers/linked.ts';
import type { LineChat, MemberDesk } from '../../test/helpers/people.ts';
import type { World } from '../../test/helpers/world.ts';
import { type Deed, planDay } from './day.ts';

/** A day as the platforms saw it. */
export interface Day {
  readonly deeds: readonly Deed[];
  /** Texts of answers and how they reached the phone; absent: they did not. */
  readonly via: ReadonlyMap<string, 'reply' | 'push' | null>;
  /** Profile calls of the LINE user who has most. */
  readonly mostProfiles: number;
  /** Sends to LINE WORKS that carry a customer's words. */
  readonly sends: number;
  readonly pushes: number;
  readonly toBlocked: number;
  /** Pushes after LINE has said that the month is used up. */
  readonly pastQuota: number;
  readonly quota: number;
}

/** Fewer than the day would take. */
const QUOTA = 70;

interface Guest {
  readonly chat: LineChat;
  readonly desk: MemberDesk;
}

/** Lives through the day on a clock of its own, between the simulated platforms. */
export async function liveDay(talks: number): Promise<Day> {
  const world = await startLinkedWorld({ works: { createChannelsPerMinute: 60 } });
  try {
    const account = world.line.account(OA);
    account.setQuota(null);
    const guests = await befriend(world, talks);
    // The night: tokens have expired, profiles may be read again.
    await world.later(24 * HOUR_MS);
    account.setQuota(account.quota.used + QUOTA);
    await world.later(2 * HOUR_MS);
    const begun = { line: world.line.calls.length, works: world.works.calls.length };
    const deeds = planDay(talks);
    await live(world, guests, deeds);
    return { deeds, ...countsOf(world, guests, begun) };
  } finally {
    await world.stop();
  }
}

async function befriend(world: World, talks: number): Promise<Guest[]> {
  const guests = Array.from({ length: talks }, (_, n) => ({
    chat: world.lineUser(`客${n + 1}`),
    desk: n % 2 === 0 ? world.tanaka : world.sato,
  }));
  for (const { chat, desk } of guests) {
    await chat.follows();
    await chat.says(`トークID: ${desk === world.tanaka ? 'tanaka' : 'sato'}`);
    await world.later(MINUTE_MS);
  }
  return guests;
}

async function live(world: World, guests: readonly Guest[], deeds: readonly Deed[]): Promise<void> {
  const startedAt = world.clock.now();
  for (const deed of deeds) {
    await waitUntil(world, startedAt + deed.at);
    const guest = guests[deed.talk];
    if (guest === undefined) throw new Error(`There is no talk ${deed.talk}.`);
    const { chat, desk } = guest;
    if (deed.kind === 'asks') await chat.says(deed.text);
    else if (deed.kind === 'answers') await desk.says(chat.name, deed.text);
    else await chat.blocks();
  }
  await waitUntil(world, startedAt + 24 * HOUR_MS);
}

/** What is due meanwhile happens at its time. */
async function waitUntil({ clock, bridge, later }: World, at: number): Promise<void> {
  while (clock.now() < at) {
    const nextAt = bridge.workspace.engine.nextAt() ?? at;
    await later(Math.min(at, Math.max(nextAt, clock.now() + 1)) - clock.now());
  }
}

function countsOf(
  { line, works }: World,
  guests: readonly Guest[],
  begun: { readonly line: number; readonly works: number },
): Omit<Day, 'deeds'> {
  const calls = line.calls.slice(begun.line);
  const pushes = calls.filter(({ api }) => api === 'push');
  const usedUp = pushes.findIndex(({ status }) => status === 429);
  const profiles = new Map<string, number>();
  for (const { path } of calls.filter(({ api }) => api === 'profile')) {
    profiles.set(path, (profiles.get(path) ?? 0) + 1);
  }
  return {
    via: new Map(
      guests.flatMap(({ chat }) => chat.received).map(({ text, via }) => [text, via] as const),
    ),
    mostProfiles: Math.max(0, ...profiles.values()),
    sends: works.calls.slice(begun.works).filter(({ api, botId, body }) => {
      const isSend = api === 'channel-message' || api === 'user-message';
      return isSend && botId === BRIDGE_BOT && JSON.stringify(body).includes('ご相談 ');
    }).length,
    pushes: pushes.length,
    toBlocked: pushes.filter(({ note }) => note === 'not delivered').length,
    pastQuota: usedUp === -1 ? 0 : pushes.length - usedUp - 1,
    quota: usedUp === -1 ? 0 : QUOTA,
  };
}
