import type { LineUser } from '../../sandbox/line/platform.ts';
import type { RoomView } from '../../sandbox/line-works/platform.ts';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import { BRIDGE_BOT, OA } from '../helpers/company.ts';
import { startWorld, type World } from '../helpers/world.ts';
import { fastDoors } from './time.ts';

/** A LINE user and the member's room for them. */
export interface Talk {
  readonly name: string;
  readonly user: LineUser;
  readonly room: RoomView;
  /** LINE sends this event once more. */
  redeliver(webhookEventId: string): Promise<number | null>;
}

export interface ChaosWorld {
  readonly world: World;
  readonly talks: readonly Talk[];
  /** Bodies of sends to LINE WORKS of which the bridge cannot know whether they were taken. */
  readonly unclear: readonly string[];
  /** Calls of the bridge that have not ended. */
  readonly underWay: number;
  stop(): Promise<void>;
}

const MOST_MINUTES = 30;
/** Tokens expire several times in a round. */
const TOKEN_SECONDS = 90;

/** A linked world in which so many LINE users have a room each, half with Tanaka and half with Sato. */
export async function startChaosWorld(talks: number): Promise<ChaosWorld> {
  let underWay = 0;
  let isFurnished = false;
  const unclear: string[] = [];
  const counted = async <Result>(call: Promise<Result>): Promise<Result> => {
    underWay += 1;
    try {
      return await call;
    } finally {
      underWay -= 1;
    }
  };
  const world = await startWorld({
    works: { createChannelsPerMinute: 60, tokenSeconds: TOKEN_SECONDS },
    doors: (doors) => {
      const { http, stream } = fastDoors(doors, () => isFurnished);
      return {
        http: async (request) => {
          const result = await counted(http(request));
          const isClear = result.kind === 'answer' && result.status < 500;
          if (!isClear && typeof request.body === 'string') unclear.push(request.body);
          return result;
        },
        stream: (request) => counted(stream(request)),
      };
    },
  });
  world.line.account(OA).setRedelivery(true);
  world.line.account(OA).setQuota(null);
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka sato');
  const friends = await befriend(world, talks);
  isFurnished = true;
  return {
    world,
    talks: friends,
    unclear,
    get underWay() {
      return underWay;
    },
    stop: () => world.stop(),
  };
}

async function befriend(world: World, talks: number): Promise<Talk[]> {
  const desks = [world.tanaka, world.sato];
  const ids = ['tanaka', 'sato'];
  const guests = Array.from({ length: talks }, (_, n) => ({
    name: `客${n + 1}`,
    user: world.lineUser(`客${n + 1}`).user,
    desk: desks[n % desks.length] ?? world.tanaka,
    talkId: ids[n % ids.length] ?? 'tanaka',
  }));
  await Promise.all(guests.map(({ user, talkId }) => user.says(`トークID: ${talkId}`, { oa: OA })));
  await world.settle();
  const isMade = () =>
    desks.reduce((sum, { user }) => sum + user.rooms(BRIDGE_BOT).length, 0) === talks;
  for (let minute = 0; minute < MOST_MINUTES && !isMade(); minute += 1)
    await world.later(MINUTE_MS);
  // The greetings' reply tokens are gone.
  await world.later(2 * MINUTE_MS);
  return guests.map(({ name, user, desk }) => ({
    name,
    user,
    room: desk.user.room(name),
    redeliver: world.line.account(OA).redeliver,
  }));
}
