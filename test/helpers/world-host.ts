import type { LinePlatform } from '../../sandbox/line/platform.ts';
import type { WorksPlatform } from '../../sandbox/line-works/platform.ts';
import type { BridgeOptions, RunningBridge } from '../../src/hosts/node/bridge.ts';
import type { LogVerdict } from '../../src/proof/verify-entries.ts';
import type { MachineClock, ManualClock } from './clock.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** What runs the bridge of a world: this process, or a Worker (test/worker/stories). */
export interface WorldHost {
  /** Where it listens, at 127.0.0.1; another one after a restart, perhaps. */
  readonly port: number;
  /** In this process only. */
  readonly bridge: RunningBridge;
  /** In this process only. */
  readonly folder: string;
  /** In this process only. */
  readonly machine: MachineClock;
  /** Waits until nothing of ours is due or under way. */
  idle(): Promise<void>;
  /** Waits until everything that came in has been worked on. */
  heard(): Promise<void>;
  /** Reads the database. */
  query(sql: string): Promise<readonly Row[]>;
  /** Verifies the whole audit log. */
  verify(): Promise<LogVerdict>;
  /** The digests of the files that are kept, in the folder or the bucket. */
  keptFiles(): Promise<readonly string[]>;
  /** Ends it and starts it again over the same data, so much later. Ms. */
  restart(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface HostOptions {
  readonly clock: ManualClock;
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  /** Without `PUBLIC_URL`, the host's own address is the public one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Members who have chosen Japanese before anything happens. */
  readonly japanese: readonly string[];
  readonly parts?: BridgeOptions['parts'];
  readonly doors?: BridgeOptions['doors'];
  /** Where the world outside reaches the bridge, when it is one of many on its host. */
  readonly publicUrl?: string;
}
