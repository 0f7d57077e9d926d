import { statfs } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { Alarm } from '../bridge/engine.ts';
import { systemChance } from './chance.ts';
import type { LiveConfig } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { logFault } from './log.ts';
import { diskBlobs } from './media/disk-blobs.ts';
import { sharpIcons } from './media/icon-sharp.ts';
import { sharpPreviews } from './media/pictures-sharp.ts';
import { nodeAlarm } from './node-alarm.ts';
import { nodeBody } from './node-body.ts';
import { allowedHosts } from './platforms/allowed-hosts.ts';
import { createUndiciHttp } from './platforms/http-undici.ts';
import { keptSecretKey } from './secret-key.ts';
import { openNodeStore } from './store/node.ts';
import { createWorkspace, type Workspace, type WorkspaceParts } from './workspace.ts';

const systemClock: Clock = { now: () => Date.now() };
/** A platform that answers in 100 ms takes about 2,300 sends a second this way (toolchain.md §4). */
const MOST_IN_FLIGHT = 256;
/** Each holds a connection, an open file and some pieces of what it brings. */
const MOST_FILES = 16;

/** Behind the bounds on bodies: nobody keeps a connection by sending a request that never ends. Ms. */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
};

export interface RunningBridge {
  readonly workspace: Workspace;
  readonly port: number;
  /** Stops accepting, lets calls under way end, at most so long, and closes the database. Ms. */
  stop(patienceMs: number): Promise<void>;
}

export interface BridgeOptions {
  readonly clock?: Clock;
  /** Tests wake the engine by hand. */
  readonly alarm?: (wake: () => void) => Alarm;
  /** What this machine has in other forms or numbers than others: no sharp, a full disk, few connections. */
  readonly parts?: Partial<
    Pick<WorkspaceParts, 'previews' | 'blobs' | 'mostInFlight' | 'mostFiles'>
  >;
}

/** Opens the database in `folder`, puts the workspace together and listens. */
export async function startBridge(
  config: LiveConfig,
  folder: string,
  options: BridgeOptions = {},
): Promise<RunningBridge> {
  const store = openNodeStore(folder);
  const clock = options.clock ?? systemClock;
  const { http, stream, close } = createUndiciHttp({
    allowedHosts: allowedHosts({
      lineApi: config.line.apiBaseUrl,
      lineData: config.line.dataApiBaseUrl,
      worksApi: config.works.apiBaseUrl,
      worksAuth: config.works.authBaseUrl,
    }),
  });
  const wake = () => workspace.engine.wake();
  let workspace: Workspace;
  let server: ReturnType<typeof createAdaptorServer>;
  try {
    workspace = createWorkspace({
      config,
      store,
      http,
      stream,
      blobs: diskBlobs({ folder: join(folder, 'blobs') }),
      previews: sharpPreviews(),
      clock,
      chance: systemChance,
      alarm: options.alarm?.(wake) ?? nodeAlarm(clock, wake),
      mostInFlight: MOST_IN_FLIGHT,
      mostFiles: MOST_FILES,
      commits: 'grouped',
      icons: sharpIcons(),
      bodyOf: nodeBody,
      ...options.parts,
      ...(config.secretKey === null ? { secretKey: keptSecretKey(folder, systemChance) } : {}),
      freeBytes: async () => {
        const disk = await statfs(folder);
        return disk.bavail * disk.bsize;
      },
      onFault: logFault,
    });
    server = await listen(workspace, config);
  } catch (error) {
    store.close();
    await close();
    throw error;
  }
  workspace.engine.wake();
  return {
    workspace,
    port: (server.address() as AddressInfo).port,
    stop: async (patienceMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await workspace.engine.stop(patienceMs);
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await close();
      store.close();
    },
  };
}

function listen(
  workspace: Workspace,
  config: LiveConfig,
): Promise<ReturnType<typeof createAdaptorServer>> {
  const server = createAdaptorServer({ fetch: workspace.app.fetch, serverOptions: PATIENCE });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
