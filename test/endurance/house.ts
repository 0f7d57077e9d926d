import { request } from 'undici';
import {
  type ChildWorld,
  type ChildWorldOptions,
  startChildWorld,
} from '../helpers/child-world.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from '../helpers/company.ts';
import type { Conversation, Talk } from './conversation.ts';
import { folderKeeper } from './folder-keeper.ts';
import { beginTalk, beginTalks, gate, MEMBERS } from './talks.ts';

/** A world for suites that run long: people with their rooms, and a bridge that comes and goes. */
export interface House extends Conversation {
  readonly world: ChildWorld;
  readonly folder: string;
  /** It takes no part in what follows, nor in the verdict. */
  endTalk(talk: Talk): void;
  readonly erased: string[];
  /** The bridge is not to be spoken to until `isUp`. */
  isDown(): void;
  isUp(): void;
  /** A new LINE user with their room. */
  newTalk(name: string, account: string): Promise<Talk>;
}

/**
 * A kill counts as an attempt: with the usual pauses, a call that several kills met within seconds would wait for ten
 * minutes. As many as the setting takes: on a slow machine many kills meet the same call.
 */
export const SHORT_PAUSES = {
  RETRY_SCHEDULE_SECONDS: [1, 2, 3, 5, ...Array.from({ length: 16 }, () => 8)].join(),
};

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/';

/** Both platforms, a linked bridge, and so many talks. */
export async function openHouse(users: number, options: ChildWorldOptions = {}): Promise<House> {
  const environment = { ...SHORT_PAUSES, ...options.environment };
  const world = await startChildWorld({ ...options, environment });
  world.line.account(OA).setRedelivery(true);
  let door = gate();
  door.open();
  const folder = world.environment.DATA_DIR ?? '';
  const up = () => door.passed;
  const keeper = folderKeeper(folder);
  await world.link(MEMBERS);
  const talks = await beginTalks({ world, up, keeper }, users);
  return {
    world,
    folder,
    keeper,
    talks,
    open: (link) => download(world.bridge.origin, link),
    isDown: () => {
      door = gate();
      // Another house's bridge may be given the port: it has the same secrets, and would take our events.
      world.line.account(OA).setWebhook(NOWHERE);
      for (const bot of [BRIDGE_BOT, ADMIN_BOT]) world.works.bot(bot).setCallback(NOWHERE);
    },
    isUp: () => door.open(),
    up,
    newTalk: async (name, account) => {
      const talk = await beginTalk({ world, up, keeper }, name, account);
      talks.push(talk);
      return talk;
    },
    endTalk: (talk) => {
      talks.splice(talks.indexOf(talk), 1);
    },
    erased: [],
  };
}

/** The bridge has another port after each start than its public address says. */
async function download(origin: string, link: string): Promise<Uint8Array | null> {
  const { pathname, search } = new URL(link);
  const { statusCode, body } = await request(`${origin}${pathname}${search}`);
  const bytes = await body.bytes();
  return statusCode === 200 ? bytes : null;
}
