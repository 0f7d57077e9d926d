import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  type LinePlatform,
  type LineUser,
  startLinePlatform,
} from '../../sandbox/line/platform.ts';
import {
  startWorksPlatform,
  type WorksPlatform,
  type WorksPlatformOptions,
} from '../../sandbox/line-works/platform.ts';
import {
  type ChildBridge,
  holds,
  startChildBridge,
  type TestEntry,
  until,
} from './child-bridge.ts';
import { ADMIN_BOT, BRIDGE_BOT, environmentFor, furnish, OA } from './company.ts';
import { linkMembers } from './link-members.ts';
import { PATIENCE_MS } from './until.ts';

/** Both platforms in this process, the bridge in a child, on the machine's own clock. */
export interface ChildWorld {
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  readonly environment: Readonly<Record<string, string>>;
  /** The bridge that runs now. */
  readonly bridge: ChildBridge;
  /**
   * Starts the bridge again over the same database, and gives the platforms its new address.
   *
   * @param args for the entry of the test, instead of those before
   */
  start(args?: readonly string[]): Promise<ChildBridge>;
  /** Switches the link on and makes these members link members. */
  link(accounts: readonly string[]): Promise<void>;
  /** A new LINE user with a new room with this member. */
  customer(name: string, account: string): Promise<LineUser>;
  /** Waits until inbox and outbox are empty, and no request is under way. */
  emptied(withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Limits far above what a test sends: these tests are not about waiting for limits. */
const MANY = 100_000;

export interface ChildWorldOptions {
  /** Absent: the bridge starts as `npm start` does. */
  readonly entry?: TestEntry;
  /** Beside what connects it to the platforms. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly works?: WorksPlatformOptions;
}

export async function startChildWorld(options: ChildWorldOptions = {}): Promise<ChildWorld> {
  const line = await startLinePlatform({ webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({
    callbackTimeoutMs: PATIENCE_MS,
    requestsPerMinute: MANY,
    createChannelsPerMinute: MANY,
    ...options.works,
  });
  furnish(line, works);
  line.account(OA).setQuota(null);
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-child-'));
  const environment = {
    ...environmentFor(line, works),
    ...options.environment,
    DATA_DIR: folder,
  };
  let isStopped = false;
  const boot = async (args = options.entry?.args ?? []) => {
    const entry = options.entry && { ...options.entry, args };
    const child = await startChildBridge(environment, entry);
    if (isStopped) {
      await child.kill();
      throw new Error('The world has stopped while its bridge started.');
    }
    line.account(OA).setWebhook(`${child.origin}/line/webhook`);
    for (const bot of [BRIDGE_BOT, ADMIN_BOT]) {
      works.bot(bot).setCallback(`${child.origin}/works/callback`);
    }
    return child;
  };
  let bridge = await boot();

  return {
    line,
    works,
    environment,
    get bridge() {
      return bridge;
    },
    start: async (args) => {
      bridge = await boot(args);
      return bridge;
    },
    link: (accounts) => linkMembers(works, accounts),
    customer: async (name, account) => {
      const user = line.addUser({ displayName: name, language: 'ja' });
      await user.says(`トークID: ${account.split('@')[0]}`, { oa: OA });
      const greeted = () => user.chat(OA).some((bubble) => bubble.from === 'oa');
      const hasRoom = () => works.member(account).room(name).messages.length > 0;
      await until(() => holds(hasRoom) && greeted(), `${name} has a room with ${account}`);
      return user;
    },
    emptied: (withinMs) => until(() => waitingIn(folder) === 0, 'all is worked on', withinMs),
    stop: async () => {
      isStopped = true;
      await bridge.kill();
      await Promise.all([line.stop(), works.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads the child's database from outside, as only a test does. */
function waitingIn(folder: string): number {
  const database = new Database(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    return database.prepare<[], { n: number }>(WAITING).get()?.n ?? 0;
  } finally {
    database.close();
  }
}

const WAITING = `SELECT
  (SELECT count(*) FROM inbox WHERE state = 'waiting') +
  (SELECT count(*) FROM outbox WHERE state = 'queued') +
  (SELECT count(*) FROM requests) AS n`;
