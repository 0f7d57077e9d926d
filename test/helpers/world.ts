import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type LinePlatform,
  type LineUser,
  startLinePlatform,
} from '../../sandbox/line/platform.ts';
import {
  startWorksPlatform,
  type WorksMember,
  type WorksPlatform,
  type WorksPlatformOptions,
} from '../../sandbox/line-works/platform.ts';
import { readConfig } from '../../src/config/config.ts';
import { memberId } from '../../src/domain/ids.ts';
import {
  type BridgeOptions,
  type RunningBridge,
  startBridge,
} from '../../src/hosts/node/bridge.ts';
import { chooseLanguage } from '../../src/store/link.ts';
import { waitingRows } from '../../src/store/queue/inbox.ts';
import { type MachineClock, type ManualClock, machineClock, manualClock } from './clock.ts';
import { ADMIN_BOT, BRIDGE_BOT, environmentFor, furnish } from './company.ts';
import { putNewDatabase } from './new-database.ts';
import { chatOf, deskOf, type LineChat, type MemberDesk } from './people.ts';
import { until } from './until.ts';

export interface World {
  readonly clock: ManualClock;
  /** The clock of the bridge's machine. */
  readonly machine: MachineClock;
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  readonly bridge: RunningBridge;
  /** Where the bridge keeps its data. */
  readonly folder: string;
  /** The administrator. */
  readonly suzuki: MemberDesk;
  readonly tanaka: MemberDesk;
  readonly sato: MemberDesk;
  /** A LINE user with this display name, created when first named. */
  lineUser(name: string, language?: string): LineChat;
  member(account: string): MemberDesk;
  /** Waits until everything received has been worked on, whatever calls are under way. */
  heard(): Promise<void>;
  /** Waits until everything due in inbox and outbox is done, and the platforms are quiet. */
  settle(): Promise<void>;
  /** Moves the time on and lets everything due happen. */
  later(ms: number): Promise<void>;
  /** Stops the bridge and starts it again over the same database, at once or after a while. Ms. */
  restart(downMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** A bridge that lacks something: a Worker has no sharp, a disk may be full. */
  readonly parts?: NonNullable<BridgeOptions['parts']>;
  readonly works?: Omit<WorksPlatformOptions, 'clock'>;
  /** Its own doors to the platforms: other deadlines. */
  readonly doors?: NonNullable<BridgeOptions['doors']>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where the world outside reaches the bridge, when it is one of many on its host. */
  readonly publicUrl?: string;
  /**
   * Everyone has chosen Japanese, whatever the language of a test's commands; `unset`: no one has.
   */
  readonly languages?: 'unset';
  /** More people, accounts and apps than the standard world has. */
  readonly furnish?: (line: LinePlatform, works: WorksPlatform) => void;
}

/** How long platforms wait for a webhook's answer, unless a test sets it: machines may be busy. */
const PATIENCE_MS = 60_000;

/** No rest for relay, a disk with room whatever this machine has, and no look at public addresses. */
const MACHINE = {
  sliceMs: Number.POSITIVE_INFINITY,
  freeBytes: async () => 100_000_000_000,
  certificate: null,
};

/** Boots both simulated platforms and a bridge on its own clock, over real HTTP and SQLite. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const clock = manualClock();
  const machine = machineClock(clock);
  const line = await startLinePlatform({ clock, webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({
    clock,
    callbackTimeoutMs: PATIENCE_MS,
    ...options.works,
  });
  furnish(line, works);
  options.furnish?.(line, works);
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-'));
  putNewDatabase(folder);
  const boot = async () => {
    const read = readConfig({ ...environmentFor(line, works), ...options.environment });
    if (!read.ok || read.config.mode !== 'live') throw new Error(JSON.stringify(read));
    const isPublic = options.environment?.PUBLIC_URL !== undefined;
    const publicUrl = (port: number) => options.publicUrl ?? `http://127.0.0.1:${port}`;
    const bridge = await startBridge(read.config, folder, {
      clock: machine,
      alarm: machine.alarm,
      ...(isPublic ? {} : { publicUrl }),
      parts: { ...MACHINE, steadyMs: machine.steadyMs, ...options.parts },
      ...(options.doors ? { doors: options.doors } : {}),
    });
    const url = `http://127.0.0.1:${bridge.port}`;
    for (const account of line.accounts()) account.setWebhook(`${url}/line/webhook`);
    for (const bot of [BRIDGE_BOT, ADMIN_BOT]) works.bot(bot).setCallback(`${url}/works/callback`);
    return bridge;
  };
  let bridge = await boot();
  if (options.languages !== 'unset') {
    const { db } = bridge.workspace.context;
    for (const { userId } of works.members()) chooseLanguage(db, memberId(userId), 'ja');
  }

  const settle = async () => {
    for (;;) {
      await bridge.workspace.engine.idle();
      await Promise.all([line.quiet(), works.quiet()]);
      const calls = line.calls.length + works.calls.length;
      await bridge.workspace.engine.idle();
      if (line.calls.length + works.calls.length === calls) return;
    }
  };
  await settle();
  const desk = (member: WorksMember) => deskOf(member, settle);
  const world: World = {
    clock,
    machine,
    line,
    works,
    folder,
    get bridge() {
      return bridge;
    },
    suzuki: desk(works.member('suzuki@midori')),
    tanaka: desk(works.member('tanaka@midori')),
    sato: desk(works.member('sato@midori')),
    member: (account) => desk(works.member(account)),
    lineUser: (name, language = 'ja') => {
      const known: LineUser | undefined = line.users().find((user) => user.displayName === name);
      return chatOf(known ?? line.addUser({ displayName: name, language }), settle);
    },
    heard: async () => {
      await Promise.all([line.quiet(), works.quiet()]);
      const { db } = bridge.workspace.context;
      await until(
        'what came in is worked on',
        () => waitingRows(db, machine.now(), 1).length === 0,
      );
    },
    settle,
    later: async (ms) => {
      clock.advance(ms);
      await settle();
    },
    restart: async (downMs = 0) => {
      await bridge.stop(1000);
      clock.advance(downMs);
      bridge = await boot();
      await settle();
    },
    stop: async () => {
      await bridge.stop(1000);
      await Promise.all([line.stop(), works.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
