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
import type { BridgeOptions, RunningBridge } from '../../src/hosts/node/bridge.ts';
import { type MachineClock, type ManualClock, manualClock } from './clock.ts';
import { ADMIN_BOT, BRIDGE_BOT, furnish } from './company.ts';
import { startNodeHost } from './node-host.ts';
import { chatOf, deskOf, type LineChat, type MemberDesk } from './people.ts';
import { PATIENCE_MS } from './until.ts';
import type { HostOptions, WorldHost } from './world-host.ts';

export interface World extends Pick<WorldHost, 'port' | 'query' | 'verify' | 'keptFiles'> {
  readonly clock: ManualClock;
  /** The clock of the bridge's machine; on Node only. */
  readonly machine: MachineClock;
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  /** On Node only. */
  readonly bridge: RunningBridge;
  /** Where the bridge keeps its data; on Node only. */
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

/** Starts the bridge of a world. Workers have their own: `npm run test:workers` puts it here. */
let startHost: (options: HostOptions) => Promise<WorldHost> = startNodeHost;

/** Lets the worlds of this process have their bridges elsewhere. */
export function hostWorldsBy(start: typeof startHost): void {
  startHost = start;
}

/** Boots both simulated platforms and a bridge on its own clock, over real HTTP and SQLite. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const clock = manualClock();
  const line = await startLinePlatform({ clock, webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({
    clock,
    callbackTimeoutMs: PATIENCE_MS,
    ...options.works,
  });
  furnish(line, works);
  options.furnish?.(line, works);
  const { parts, doors, publicUrl, environment = {} } = options;
  const host = await startHost({
    ...{ clock, line, works, environment },
    japanese: options.languages === 'unset' ? [] : works.members().map(({ userId }) => userId),
    ...(parts ? { parts } : {}),
    ...(doors ? { doors } : {}),
    ...(publicUrl ? { publicUrl } : {}),
  });
  const connect = () => {
    const url = `http://127.0.0.1:${host.port}`;
    for (const account of line.accounts()) account.setWebhook(`${url}/line/webhook`);
    for (const bot of [BRIDGE_BOT, ADMIN_BOT]) works.bot(bot).setCallback(`${url}/works/callback`);
  };
  connect();

  const settle = async () => {
    for (;;) {
      await host.idle();
      await Promise.all([line.quiet(), works.quiet()]);
      const calls = line.calls.length + works.calls.length;
      await host.idle();
      if (line.calls.length + works.calls.length === calls) return;
    }
  };
  await settle();
  const desk = (member: WorksMember) => deskOf(member, settle);
  return {
    clock,
    line,
    works,
    get port() {
      return host.port;
    },
    get machine() {
      return host.machine;
    },
    get folder() {
      return host.folder;
    },
    get bridge() {
      return host.bridge;
    },
    suzuki: desk(works.member('suzuki@midori')),
    tanaka: desk(works.member('tanaka@midori')),
    sato: desk(works.member('sato@midori')),
    member: (account) => desk(works.member(account)),
    lineUser: (name, language = 'ja') => {
      const known: LineUser | undefined = line.users().find((user) => user.displayName === name);
      return chatOf(known ?? line.addUser({ displayName: name, language }), settle);
    },
    query: host.query,
    verify: host.verify,
    keptFiles: host.keptFiles,
    heard: async () => {
      await Promise.all([line.quiet(), works.quiet()]);
      await host.heard();
    },
    settle,
    later: async (ms) => {
      clock.advance(ms);
      await settle();
    },
    restart: async (downMs = 0) => {
      await host.restart(downMs);
      connect();
      await settle();
    },
    stop: async () => {
      await host.stop();
      await Promise.all([line.stop(), works.stop()]);
    },
  };
}
