import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { FAULT_POINTS, type FaultPoint } from '../../src/domain/fault-points.ts';

/*
 * The bridge as `npm start` runs it, which ends with SIGKILL at a boundary between two steps when it
 * is told to: `bridge.ts POINT` from its start on, a message `{ point, passes }` later.
 */

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kakehashi', import.meta.url)));

/** Where this process ends, and how often it passes there before; null: nowhere. */
export interface Mine {
  readonly point: FaultPoint | null;
  readonly passes: number;
}

let mine: Mine | null = null;
let left = 0;

const lay = (next: Mine) => {
  mine = next;
  left = next.passes;
};

const reached = (point: FaultPoint) => {
  if (point !== mine?.point) return;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};

async function main(): Promise<void> {
  const named = FAULT_POINTS.find((point) => point === process.argv[2]);
  if (named !== undefined) lay({ point: named, passes: 0 });
  process.on('message', (message: Mine) => lay(message));
  // A test that is gone leaves no bridge behind.
  process.on('disconnect', () => process.exit(0));
  const { readConfig } = await import('../../src/config/config.ts');
  const { startLog } = await import('../../src/log.ts');
  const { startBridge } = await import('../../src/hosts/node/bridge.ts');
  const read = readConfig(process.env);
  if (!read.ok || read.config.mode !== 'live') throw new Error('The environment is not whole.');
  await startLog(read.config.logLevel);
  const bridge = await startBridge(read.config, read.config.dataDir, { reached });
  console.log(`Kakehashi is listening on ${read.config.host}, port ${bridge.port}.`);
}

await main();
