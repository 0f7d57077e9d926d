import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { LineUser, SentEvent } from '../../sandbox/line/platform.ts';
import type { RoomView } from '../../sandbox/line-works/platform.ts';
import { holds, until } from '../helpers/child-bridge.ts';
import {
  type ChildWorld,
  type ChildWorldOptions,
  startChildWorld,
} from '../helpers/child-world.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from '../helpers/company.ts';

/** A world for suites that run long: people with their rooms, and a bridge that comes and goes. */
export interface House {
  readonly world: ChildWorld;
  readonly folder: string;
  readonly talks: readonly Talk[];
  /** It takes no part in what follows, nor in the verdict. */
  endTalk(talk: Talk): void;
  /** Words that were erased: nothing in the folder may hold them. */
  readonly erased: string[];
  /** The bridge is not to be spoken to until `isUp`. */
  isDown(): void;
  isUp(): void;
  /** Resolves when the bridge is there. */
  up(): Promise<void>;
  /** A new LINE user with their room. */
  newTalk(name: string, account: string): Promise<Talk>;
}

/** A LINE user and the room in which their member reads them. */
export interface Talk {
  readonly name: string;
  readonly account: string;
  readonly user: LineUser;
  room(): RoomView;
}

/**
 * A kill counts as an attempt: with the usual pauses, a call that several kills met within seconds would wait for ten
 * minutes.
 */
const SHORT_PAUSES = { RETRY_SCHEDULE_SECONDS: '1,2,3,5,8,8,8,8,8,8' };

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/';

export const MEMBERS = ['tanaka@midori', 'sato@midori'] as const;

/** Both platforms, a linked bridge, and so many talks. */
export async function openHouse(users: number, options: ChildWorldOptions = {}): Promise<House> {
  const environment = { ...SHORT_PAUSES, ...options.environment };
  const world = await startChildWorld({ ...options, environment });
  world.line.account(OA).setRedelivery(true);
  const talks: Talk[] = [];
  let door = gate();
  door.open();
  const folder = world.environment.DATA_DIR ?? '';
  const up = () => door.passed;
  const newTalk = async (name: string, account: string): Promise<Talk> => {
    const user = world.line.addUser({ displayName: name, language: 'ja' });
    await up();
    const opening = await user.says(`トークID: ${account.split('@')[0]}`, { oa: OA });
    await untilAcknowledged({ world, up }, opening);
    const room = () => world.works.member(account).room(roomOf(folder, user.userId) ?? '');
    const greeted = () => user.chat(OA).some((bubble) => bubble.from === 'oa');
    const isThere = () => holds(() => room().messages.length > 0) && greeted();
    await until(isThere, `${name} has a room with ${account}`);
    const { channelId } = room();
    const talk = {
      name,
      account,
      user,
      room: () => world.works.member(account).room(channelId ?? ''),
    };
    talks.push(talk);
    return talk;
  };
  await world.link(MEMBERS);
  const names = Array.from({ length: users }, (_, n) => `客${n + 1}`);
  await Promise.all(names.map((name, n) => newTalk(name, MEMBERS[n % MEMBERS.length] ?? '')));
  return {
    world,
    folder,
    talks,
    isDown: () => {
      door = gate();
      // Another house's bridge may be given the port: it has the same secrets, and would take our events.
      world.line.account(OA).setWebhook(NOWHERE);
      for (const bot of [BRIDGE_BOT, ADMIN_BOT]) world.works.bot(bot).setCallback(NOWHERE);
    },
    isUp: () => door.open(),
    up,
    newTalk,
    endTalk: (talk) => {
      talks.splice(talks.indexOf(talk), 1);
    },
    erased: [],
  };
}

/** How long LINE waits before it sends an event again, here. Ms. */
const REDELIVERED_AFTER_MS = 20;

/** LINE redelivers what was not acknowledged. */
export async function untilAcknowledged(
  house: Pick<House, 'world' | 'up'>,
  sent: SentEvent,
): Promise<void> {
  const account = house.world.line.account(OA);
  let { status } = sent;
  while (status !== 200) {
    await pause(REDELIVERED_AFTER_MS);
    await house.up();
    status = await account.redeliver(sent.webhookEventId);
  }
}

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

/** Reads the bridge's database from outside, also while it runs. */
export function readDatabase<Result>(
  folder: string,
  read: (database: Database.Database) => Result,
): Result {
  const database = new Database(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** A creation that was cut off may have left another room of the same title: ours is the one on record. */
const roomOf = (folder: string, lineUserId: string): string | null =>
  readDatabase(
    folder,
    (database) =>
      database
        .prepare<[string], { channel: string | null }>(
          `SELECT works_channel_id AS channel FROM talk_rooms WHERE line_user_id = ? AND state = 'open'`,
        )
        .get(lineUserId)?.channel ?? null,
  );
