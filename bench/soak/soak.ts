import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as z from 'zod';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import type { BridgeStage } from '../bridge-stage.ts';
import { pause } from '../loops.ts';
import type { StatementTime } from '../time-statements.ts';

/** What a stretch of the soak showed: a minute, or less where the whole is short. */
export interface Minute {
  /** Its end, in minutes since the beginning. */
  readonly at: number;
  readonly messages: number;
  readonly rssMb: number;
  readonly heapMb: number;
  /** With work in them, at its end. */
  readonly lanes: number;
  /** End to end, ms. */
  readonly p50: number;
  readonly p99: number;
  readonly times: readonly StatementTime[];
}

export interface Soaked {
  readonly minutes: readonly Minute[];
  /** Lanes that are left when all has come to rest. */
  readonly lanesLeft: number;
}

/** One message of so many is a file. */
const FILES_EVERY = 40;
/** A short soak is looked at as often as a long one. */
const LEAST_LOOKS = 12;
/** Rows are done soon after their messages have come. */
const REST_MS = 3_000;

/** Sends at that rate for so long, and tells of each minute. */
export async function soak(
  { stage, bridge, folder }: BridgeStage,
  { minutes, perSecond }: { readonly minutes: number; readonly perSecond: number },
  tell: (minute: Minute) => void,
): Promise<Soaked> {
  await stage.aim(bridge, { filesEvery: FILES_EVERY });
  const ms = Math.min(MINUTE_MS, (minutes * MINUTE_MS) / LEAST_LOOKS);
  const looked: Minute[] = [];
  await bridge.times();
  for (let at = ms; at <= minutes * MINUTE_MS + 1; at += ms) {
    const { messages, p50, p99 } = await stage.open({ way: 'mixed', perSecond, ms });
    const { rssMb, heapMb } = await bridge.usage();
    const times = await bridge.times();
    const minute = { at: at / MINUTE_MS, messages, rssMb, heapMb, p50, p99, times };
    looked.push({ ...minute, lanes: lanesIn(folder) });
    const last = looked.at(-1);
    if (last !== undefined) tell(last);
  }
  await pause(REST_MS);
  return { minutes: looked, lanesLeft: lanesIn(folder) };
}

const count = z.object({ n: z.number() });

/** Reads the bridge's database from outside. */
function lanesIn(folder: string): number {
  const database = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    return count.parse(database.prepare('SELECT count(*) AS n FROM lanes').get()).n;
  } finally {
    database.close();
  }
}
