import { describeFaults, readConfig } from '../../config/config.ts';
import { secretsOf } from '../../config/secrets-of.ts';
import type { Config, LiveConfig, SandboxConfig } from '../../config/types.ts';
import { logFault, startLog } from '../../log.ts';
import { markDamaged } from '../../store/sqlite/damage.ts';
import { startBridge } from './bridge.ts';
import { explainStart, StartFault } from './start-faults.ts';

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
  logAs(read.config);
  const running =
    read.config.mode === 'live' ? await startLive(read.config) : await startSandboxed(read.config);
  stopOnSignal(running);
}

const logAs = (config: Config) => startLog(config.logLevel, config.logFormat, secretsOf(config));

async function startLive(config: LiveConfig): Promise<Running> {
  const bridge = await startBridge(config, config.dataDir, {
    onDamage: () => endDamaged(config.dataDir),
  });
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
  logAs(inner.config);
  const bridge = await startBridge(inner.config, folder, {
    ports: portsToTry(config.port, sandbox.bridgePort),
    publicUrl: addressOf,
    onDamage: () => endDamaged(folder),
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

/**
 * A damaged database must not be written any further: what comes next would rest on pages that are wrong. LINE sends
 * again what is not answered.
 */
function endDamaged(folder: string): void {
  try {
    markDamaged(folder);
  } catch (error) {
    // A disk that takes nothing more: the next start meets the damage by itself.
    logFault('mark', error);
  }
  fail(
    `The database in ${folder} is damaged (SQLITE_CORRUPT), so Kakehashi ends: nothing more is written to it. ` +
      'The next start looks through all of it. Copy the whole folder elsewhere first, then put the latest backup ' +
      'in its place (docs/operations.md, "A damaged database").',
  );
  process.exit(1);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const dataDir = () => process.env.DATA_DIR ?? './data';

main().catch((error: unknown) => {
  fail(explainStart(error, dataDir()));
  process.exit(1);
});
