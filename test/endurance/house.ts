import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { LineUser } from '../../sandbox/line/platform.ts';
import type { RoomView } from '../../sandbox/line-works/platform.ts';
import {
  type ChildWorld,
  type ChildWorldOptions,
  startChildWorld,
} from '../helpers/child-world.ts';
import { OA } from '../helpers/company.ts';

/** A world for suites that run long: people with their rooms, and a bridge that comes and goes. */
export interface House {
  readonly world: ChildWorld;
  readonly folder: string;
  readonly talks: readonly Talk[];
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

export const MEMBERS = ['tanaka@midori', 'sato@midori'] as const;

/** Both platforms, a linked bridge, and so many talks. */
export async function openHouse(users: number, options: ChildWorldOptions = {}): Promise<House> {
  const world = await startChildWorld(options);
  world.line.account(OA).setRedelivery(true);
  const talks: Talk[] = [];
  let door = gate();
  door.open();
  const newTalk = async (name: string, account: string): Promise<Talk> => {
    const user = await world.customer(name, account);
    const { channelId } = world.works.member(account).room(name);
    const room = () => world.works.member(account).room(channelId ?? name);
    const talk = { name, account, user, room };
    talks.push(talk);
    return talk;
  };
  await world.link(MEMBERS);
  const names = Array.from({ length: users }, (_, n) => `客${n + 1}`);
  await Promise.all(names.map((name, n) => newTalk(name, MEMBERS[n % MEMBERS.length] ?? '')));
  return {
    world,
    folder: world.environment.DATA_DIR ?? '',
    talks,
    isDown: () => {
      door = gate();
    },
    isUp: () => door.open(),
    up: () => door.passed,
    newTalk,
  };
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
