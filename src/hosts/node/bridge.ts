import { statfs } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import type { Alarm } from '../../../bridge/engine.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Reached } from '../../domain/fault-points.ts';
import { logFault, logMigrating, logStep, logsSteps } from '../../log.ts';
import { diskBlobs } from '../../media/disk-blobs.ts';
import { sharpIcons } from '../../media/icon-sharp.ts';
import { sharpPreviews } from '../../media/pictures-sharp.ts';
import { allowedHosts } from '../../platforms/allowed-hosts.ts';
import { createUndiciHttp } from '../../platforms/http-undici.ts';
import { readHosting } from '../../store/settings.ts';
import { isDamage } from '../../store/sqlite/damage.ts';
import { openNodeStore } from '../../store/sqlite/node.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { systemChance } from '../chance.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { nodeAlarm } from './alarm.ts';
import { assetsOfFolder } from './assets.ts';
import { auditKeyOf, keptAuditKey } from './audit-key.ts';
import { nodeBody, nodePeer } from './body.ts';
import { certificateOf } from './certificate.ts';
import { checkpointFile } from './checkpoint-file.ts';
import { nodeDoor } from './door.ts';
import { exportFolder } from './export-folder.ts';
import { keptSecretKey } from './secret-key.ts';
import { tellNowAndThen } from './tell-migrating.ts';

const systemClock: Clock = { now: () => Date.now() };
/** At 100 ms per answer of the platform this makes about 2,300 sends a second (toolchain.md §4). */
const MOST_IN_FLIGHT = 256;
/** Each holds a connection, an open file and some buffered pieces. */
const MOST_FILES = 16;

/** Beside the bounds on bodies: a request that never ends must not keep its connection. Ms. */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
};

export interface RunningBridge {
  readonly workspace: Workspace;
  readonly port: number;
  /** Stops accepting, waits this long at most for calls under way, and closes the database. Ms. */
  stop(patienceMs: number): Promise<void>;
}

/** Our ways to the platforms. */
export type Doors = Required<Pick<WorkspaceParts, 'http' | 'stream'>>;

export interface BridgeOptions {
  readonly clock?: Clock;
  /**
   * Tried in turn until one is free; 0 lets the system choose. Absent: the configured port alone.
   */
  readonly ports?: readonly number[];
  /** The bridge's public address, possibly known only once it listens. Absent: as configured. */
  readonly publicUrl?: (port: number) => string;
  /** SQLite found the database damaged while it was in use. Absent: that is logged like any fault. */
  readonly onDamage?: () => void;
  /** Tests wake the engine by hand. */
  readonly alarm?: (wake: () => void) => Alarm;
  /** Replaces parts of this machine: no sharp, a full disk, few connections, a slow pace. */
  readonly parts?: Partial<
    Pick<
      WorkspaceParts,
      | 'previews'
      | 'icons'
      | 'blobs'
      | 'mostInFlight'
      | 'mostFiles'
      | 'sliceMs'
      | 'writeAgainMs'
      | 'steadyMs'
      | 'freeBytes'
      | 'certificate'
      | 'staysAwake'
    >
  >;
  /** Of crash tests alone: is told at each boundary between two steps, and may end the process there. */
  readonly reached?: Reached;
  /** Wraps the doors to the platforms: a test has its own deadlines. */
  readonly doors?: (doors: Doors) => Doors;
}

/** Opens the database in `folder`, puts the workspace together and listens. */
export async function startBridge(
  config: LiveConfig,
  folder: string,
  options: BridgeOptions = {},
): Promise<RunningBridge> {
  const { reached } = options;
  const store = storeIn(folder, reached);
  const clock = options.clock ?? systemClock;
  const { close, ...doors } = httpFor(config);
  const post = doorTo(config.auditCheckpointUrl);
  const wake = () => workspace.engine.wake();
  let workspace: Workspace;
  let server: Server | null = null;
  let port: number;
  try {
    // Listens first: our own addresses contain the port. Requests that come meanwhile wait.
    const door = nodeDoor(() => workspace);
    server = await listenOnOne(options.ports ?? [config.port], config.host, door);
    port = portOf(server);
    workspace = createWorkspace({
      ...machineParts(folder, reached),
      ...(reached === undefined ? {} : { reached }),
      ...(logsSteps(config.logLevel) ? { onStep: logStep } : {}),
      onFault: faultsTo(options.onDamage),
      config: { ...config, publicUrl: options.publicUrl?.(port) ?? config.publicUrl },
      ...(options.doors?.(doors) ?? doors),
      store,
      clock,
      ...(options.clock === undefined ? { steadyMs: () => performance.now() } : {}),
      alarm: options.alarm?.(wake) ?? nodeAlarm(clock, wake),
      certificate: certificateOf(config.publicUrl),
      checkpoints: { ...checkpointsIn(folder, config), post: post.http },
      ...(config.auditExportDir === null ? {} : { exports: exportFolder(config.auditExportDir) }),
      isPaused: readHosting(store.db).standing !== 'live',
      ...options.parts,
      ...(config.secretKey === null ? { secretKey: keptSecretKey(folder, systemChance) } : {}),
    });
  } catch (error) {
    server?.close();
    store.close();
    await Promise.all([close(), post.close()]);
    throw error;
  }
  workspace.engine.wake();
  const listening = server;
  return {
    workspace,
    port,
    stop: async (patienceMs) => {
      const closed = new Promise((resolve) => listening.close(resolve));
      listening.closeIdleConnections();
      workspace.noteStop();
      await workspace.engine.stop(patienceMs);
      listening.closeAllConnections();
      await closed;
      await Promise.all([close(), post.close()]);
      store.close();
    },
  };
}

/** Opened, and brought up to date; that may take a while, and the port opens behind it. */
const storeIn = (folder: string, reached: Reached | undefined): Store =>
  openNodeStore(folder, { reached, onTurn: tellNowAndThen(systemClock, logMigrating) });

const httpFor = ({ line, works }: LiveConfig) =>
  createUndiciHttp({
    allowedHosts: allowedHosts({
      lineApi: line.apiBaseUrl,
      lineData: line.dataApiBaseUrl,
      worksApi: works.apiBaseUrl,
      worksAuth: works.authBaseUrl,
    }),
  });

/** A door of its own: no token of a platform may leave through it, and nothing else goes there. */
const doorTo = (address: string | null) =>
  createUndiciHttp({ allowedHosts: (url) => url.href === URL.parse(address ?? '')?.href });

const checkpointsIn = (folder: string, { auditKeyPem }: LiveConfig) => ({
  key: auditKeyPem === null ? keptAuditKey(folder) : auditKeyOf(auditKeyPem),
  notes: checkpointFile(folder),
});

/** What a machine with Node provides, with its files in `folder`. */
const machineParts = (folder: string, reached: Reached | undefined) => ({
  blobs: diskBlobs({ folder: join(folder, 'blobs'), ...(reached && { reached }) }),
  previews: sharpPreviews(),
  icons: sharpIcons(),
  chance: systemChance,
  mostInFlight: MOST_IN_FLIGHT,
  mostFiles: MOST_FILES,
  commits: 'grouped' as const,
  warmsSearch: true,
  staysAwake: true,
  bodyOf: nodeBody,
  readAsset: assetsOfFolder(),
  freeBytes: async () => {
    const disk = await statfs(folder);
    return disk.bavail * disk.bsize;
  },
  runtime: 'node' as const,
  peerOf: nodePeer,
  residentBytes: () => process.memoryUsage.rss(),
});

function faultsTo(onDamage: BridgeOptions['onDamage']): WorkspaceParts['onFault'] {
  return (what, error) => {
    logFault(what, error);
    if (isDamage(error)) onDamage?.();
  };
}

/** Listens on the first of these ports that is free. */
async function listenOnOne(
  ports: readonly number[],
  host: string,
  door: RequestListener,
): Promise<Server> {
  const [first = 0, ...others] = ports;
  try {
    return await listen(first, host, door);
  } catch (error) {
    if (others.length === 0 || !isInUse(error)) throw error;
    return listenOnOne(others, host, door);
  }
}

function listen(port: number, host: string, door: RequestListener): Promise<Server> {
  const server = createServer(PATIENCE, door);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Whether another program holds the port. */
export const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
