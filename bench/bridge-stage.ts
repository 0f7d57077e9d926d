import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { companyOf } from './company.ts';
import { environmentOf } from './environment.ts';
import { type Measured, startBridge } from './measured.ts';
import { seedCompany } from './seed.ts';
import { insistOnOrder, openStage, type Stage } from './stage.ts';

/** A bridge between its platforms. */
export interface BridgeStage {
  readonly stage: Stage;
  readonly bridge: Measured;
  /** The folder of its database. */
  readonly folder: string;
}

export interface BridgeStageOptions {
  readonly rooms: number;
  /** Additions to its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether messages may still be on their way at the end. */
  readonly mayLeave?: boolean;
  /** An existing database of a company of that size; absent: a fresh one is made and removed. */
  readonly folder?: string;
}

/**
 * Starts a bridge over a database, lets `work` measure it, and ends it. Fails when a message goes
 * astray, comes twice or never comes.
 */
export async function withBridge<Result>(
  { rooms, environment = {}, mayLeave = false, ...given }: BridgeStageOptions,
  work: (on: BridgeStage) => Promise<Result>,
): Promise<Result> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'kakehashi-bench-'));
  const stage = await openStage(rooms);
  try {
    if (given.folder === undefined) seedCompany(folder, companyOf(rooms));
    const bridge = await startBridge({ ...environmentOf(folder, stage), ...environment });
    try {
      await stage.aim(bridge);
      const result = await work({ stage, bridge, folder });
      insistOnOrder('bridge', await stage.tell(), mayLeave);
      return result;
    } finally {
      await bridge.kill();
    }
  } finally {
    await stage.stop();
    if (given.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
