import { describeFaults, readConfig } from '../../config/config.ts';
import type { LiveConfig, SandboxConfig } from '../../config/types.ts';
import { startLog } from '../../log.ts';
import { ForeignDatabase } from '../../services/link/claim-database.ts';
import { NewerDatabase, OldAuditLog } from '../../store/sqlite/migrate.ts';
import { DatabaseInUse } from '../../store/sqlite/node.ts';
import { isInUse, startBridge } from './bridge.ts';

/** `npm start`: one process with everything in it (DESIGN §3, §10, §11). */

const STOP_PATIENCE_MS = 3000;

interface Running {
  stop(): Promise<void>;
}

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) {
    fail(describeFaults(read.faults));
    return;
  }
  await startLog(read.config.logLevel);
  const running =
    read.config.mode === 'live' ? await startLive(read.config) : await startSandboxed(read.config);
  stopOnSignal(running);
}

async function startLive(config: LiveConfig): Promise<Running> {
  const bridge = await startBridge(config, config.dataDir);
  console.log(`Kakehashi is listening on ${config.host}, port ${bridge.port}.`);
  return { stop: () => bridge.stop(STOP_PATIENCE_MS) };
}

/** The same bridge, over platforms simulated on this machine. */
async function startSandboxed(config: SandboxConfig): Promise<Running> {
  const { startSandbox } = await import('../../../sandbox/sandbox.ts');
  const { auditFeed } = await import('./audit-feed.ts');
  const folder = `${config.dataDir}/sandbox`;
  const sandbox = await startSandbox({ folder });
  const inner = readConfig({
    ...process.env,
    ...sandbox.environment,
    LINE_CHANNELS: undefined,
    LINE_CHANNEL_ACCESS_TOKEN: undefined,
    PUBLIC_URL: addressOf(config.port),
    SANDBOX: '0',
  });
  if (!inner.ok || inner.config.mode !== 'live') {
    await sandbox.stop();
    throw new StartFault(describeFaults(inner.ok ? ['SANDBOX'] : inner.faults));
  }
  const bridge = await startBridge(inner.config, folder, {
    ports: portsToTry(config.port, sandbox.bridgePort),
    publicUrl: addressOf,
  }).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  sandbox.connect({ url: addressOf(bridge.port) });
  const page = await sandbox.openPage(auditFeed(bridge.workspace.context));
  console.log(`Kakehashi sandbox is ready. Open ${page.url}`);
  return {
    stop: async () => {
      await bridge.stop(STOP_PATIENCE_MS);
      await sandbox.stop();
    },
  };
}

const addressOf = (port: number) => `http://127.0.0.1:${port}`;

/**
 * A configured port is that one or none. Otherwise the last start's port comes first, since files
 * on the phones are shown from there; any other will do, as the sandbox prints its address.
 */
function portsToTry(configured: number, last: number | null): readonly number[] {
  const isChosen = (process.env.PORT ?? '').trim() !== '' && configured !== 0;
  return isChosen ? [configured] : [...(last === null ? [] : [last]), configured, 0];
}

function stopOnSignal(running: Running): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

/** A start that cannot succeed, explained in words. */
class StartFault extends Error {}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

/** A fault the operator can mend is told in a sentence; only a fault of ours shows its stack. */
function explain(error: unknown): string {
  if (
    error instanceof StartFault ||
    error instanceof DatabaseInUse ||
    error instanceof NewerDatabase ||
    error instanceof OldAuditLog ||
    error instanceof ForeignDatabase
  ) {
    return error.message;
  }
  if (isInUse(error)) return portTaken(error);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EROFS') return 'DATA_DIR or PORT: no permission.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** It tells the way round, too: a newcomer knows no environment variables. */
function portTaken(error: unknown): string {
  const port = error instanceof Error && 'port' in error ? Number(error.port) : 0;
  const other = port < 65_535 ? port + 1 : port - 1;
  return `PORT ${port} is in use by another program. Choose another one, for example: PORT=${other} npm start`;
}

main().catch((error: unknown) => {
  fail(explain(error));
  process.exit(1);
});
