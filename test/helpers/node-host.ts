import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readConfig } from '../../src/config/config.ts';
import { memberId } from '../../src/domain/ids.ts';
import { startBridge } from '../../src/hosts/node/bridge.ts';
import { blobFiles } from '../../src/media/disk-blobs.ts';
import { verifyChain } from '../../src/store/audit/verify-log.ts';
import { chooseLanguage } from '../../src/store/link.ts';
import { waitingRows } from '../../src/store/queue/inbox.ts';
import { machineClock } from './clock.ts';
import { environmentFor } from './company.ts';
import { putNewDatabase } from './new-database.ts';
import { until } from './until.ts';
import type { HostOptions, Row, WorldHost } from './world-host.ts';

/** No rest for relay, a disk with room whatever this machine has, and no look at public addresses. */
const MACHINE = {
  sliceMs: Number.POSITIVE_INFINITY,
  freeBytes: async () => 100_000_000_000,
  certificate: null,
};

/** A bridge in this process, over real HTTP and SQLite. */
export async function startNodeHost(options: HostOptions): Promise<WorldHost> {
  const { clock, line, works, environment, parts, doors } = options;
  const publicUrl = (port: number) => options.publicUrl ?? `http://127.0.0.1:${port}`;
  const machine = machineClock(clock);
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-'));
  putNewDatabase(folder);
  const boot = async () => {
    const read = readConfig({ ...environmentFor(line, works), ...environment });
    if (!read.ok || read.config.mode !== 'live') throw new Error(JSON.stringify(read));
    const isPublic = environment.PUBLIC_URL !== undefined;
    return startBridge(read.config, folder, {
      clock: machine,
      alarm: machine.alarm,
      ...(isPublic ? {} : { publicUrl }),
      parts: { ...MACHINE, steadyMs: machine.steadyMs, ...parts },
      ...(doors ? { doors } : {}),
    });
  };
  let bridge = await boot();
  const { db } = bridge.workspace.context;
  for (const id of options.japanese) chooseLanguage(db, memberId(id), 'ja');
  return {
    machine,
    folder,
    get port() {
      return bridge.port;
    },
    get bridge() {
      return bridge;
    },
    idle: () => bridge.workspace.engine.idle(),
    heard: async () => {
      const { db } = bridge.workspace.context;
      await until(
        'what came in is worked on',
        () => waitingRows(db, machine.now(), 1).length === 0,
      );
    },
    query: async (text) => bridge.workspace.context.db.all<Row>(sql.raw(text)),
    verify: async () => verifyChain(bridge.workspace.context.db),
    keptFiles: async () => blobFiles(join(folder, 'blobs')),
    restart: async (downMs) => {
      await bridge.stop(1000);
      clock.advance(downMs);
      bridge = await boot();
    },
    stop: async () => {
      await bridge.stop(1000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
