import { DurableObject } from 'cloudflare:workers';
import verifyPage from '../../../docs/verify.html';
import { readConfig } from '../../config/config.ts';
import { withoutQuotes } from '../../config/quotes.ts';
import { secretsOf } from '../../config/secrets-of.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Clock } from '../../domain/clock.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import { logFault, logStep, logsSteps, startLog } from '../../log.ts';
import { r2Blobs } from '../../media/r2-blobs.ts';
import { allowedHosts } from '../../platforms/allowed-hosts.ts';
import { createFetchHttp, createFetchStream } from '../../platforms/http-fetch.ts';
import type { CheckpointHost } from '../../services/checkpoints/parts.ts';
import { ForeignDatabase } from '../../services/link/claim-database.ts';
import { openDurableObjectStore } from '../../store/sqlite/durable-object.ts';
import { NewerDatabase, OldAuditLog } from '../../store/sqlite/migrate.ts';
import { MIGRATIONS } from '../../store/sqlite/migration-texts.ts';
import { systemChance } from '../chance.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { durableAlarm } from './alarm.ts';
import { workerAuditKey } from './audit-key.ts';
import { checkpointObjects } from './checkpoint-objects.ts';
import { exportObjects } from './export-objects.ts';

/** Kakehashi on Cloudflare Workers: the workspace of Node in a Durable Object (DESIGN §3). */

/** The binding, and the variables of DESIGN §8 as `[vars]` and secrets. */
export interface WorkerEnv {
  readonly WORKSPACE: DurableObjectNamespace<WorkspaceObject>;
  /** Where files are kept; without it files are refused in words. */
  readonly BLOBS?: R2Bucket;
  readonly [name: string]: unknown;
}

export default {
  /** Every request goes to the one workspace, which checks signatures and sizes itself. */
  fetch: async (request, env) => {
    const { WORKS_DOMAIN_ID: domainId } = variablesOf(env);
    if (domainId === undefined) {
      explain(faultsOf(env));
      return refusal(NOT_SET_UP);
    }
    try {
      return await env.WORKSPACE.get(env.WORKSPACE.idFromName(domainId)).fetch(request);
    } catch {
      // Moved, overloaded or broken: the platform has logged which, in the object's own log.
      return refusal(NO_ANSWER);
    }
  },
} satisfies ExportedHandler<WorkerEnv>;

const systemClock: Clock = { now: () => Date.now() };
/** Workers let six calls wait for answers at once; both platforms share them (DESIGN §11). */
const MOST_IN_FLIGHT = 3;
/** One call stays for words, and of the six some for reads and writes of R2. */
const MOST_FILES = 2;
/** How long one alarm waits for its work: no other fires meanwhile, and retries need theirs. */
const DRAIN_MS = 500;
/** When an object that cannot start tries again, for the sake of what is due. */
const REFUSED_AGAIN_MS = MINUTE_MS;

/** One workspace with its database and its alarm. */
export class WorkspaceObject extends DurableObject<WorkerEnv> {
  /** Null while the configuration does not allow a workspace. */
  #workspace: Workspace | null = null;
  readonly #alarm = durableAlarm(this.ctx.storage, systemClock, logFault);

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env);
    ctx
      .blockConcurrencyWhile(() => this.#start())
      .catch((error: unknown) => {
        logFault('start', error);
      });
  }

  override async fetch(request: Request): Promise<Response> {
    if (this.#workspace === null) return refusal(NOT_SET_UP);
    const { app, engine } = this.#workspace;
    const response = await app.fetch(request);
    // Work that the request made due has its alarm before the answer leaves: the output gate holds
    // the answer until both writes are durable.
    this.#alarm.set(engine.nextAt());
    return response;
  }

  override async alarm(): Promise<void> {
    this.#alarm.fired();
    if (this.#workspace === null) {
      this.#alarm.set(systemClock.now() + REFUSED_AGAIN_MS);
      return;
    }
    const { engine } = this.#workspace;
    try {
      engine.wake();
      await engine.idle(AbortSignal.timeout(DRAIN_MS));
    } finally {
      this.#alarm.set(engine.nextAt());
    }
  }

  async #start(): Promise<void> {
    const config = liveConfig(this.env);
    if (config === null) {
      explain(faultsOf(this.env));
      return;
    }
    await startLog(config.logLevel, config.logFormat, secretsOf(config));
    try {
      this.#workspace = this.#open(config);
    } catch (error) {
      // A person has to mend these; any other is ours, and the platform starts the object again.
      if (!isMendable(error)) throw error;
      explain([error.message]);
      return;
    }
    this.#alarm.set(this.#workspace.engine.nextAt());
    this.#workspace.engine.wake();
  }

  #open(config: LiveConfig): Workspace {
    const { line, works } = config;
    const { BLOBS: bucket } = this.env;
    const allowed = allowedHosts({
      lineApi: line.apiBaseUrl,
      lineData: line.dataApiBaseUrl,
      worksApi: works.apiBaseUrl,
      worksAuth: works.authBaseUrl,
    });
    return createWorkspace({
      config,
      store: openDurableObjectStore(this.ctx.storage, MIGRATIONS),
      http: createFetchHttp({ allowedHosts: allowed }),
      stream: createFetchStream({ allowedHosts: allowed }),
      ...(bucket ? { blobs: r2Blobs(bucket, () => systemChance.uuid()) } : {}),
      checkpoints: checkpointsIn(bucket, config),
      verifyPage,
      ...(bucket && config.auditExportDir !== null ? { exports: exportObjects(bucket) } : {}),
      clock: systemClock,
      chance: systemChance,
      alarm: this.#alarm,
      mostInFlight: MOST_IN_FLIGHT,
      mostFiles: MOST_FILES,
      commits: 'direct',
      runtime: 'workers',
      ...(logsSteps(config.logLevel) ? { onStep: logStep } : {}),
      onFault: logFault,
    });
  }
}

/** Beside the files; the door leads to `AUDIT_CHECKPOINT_URL` and to nowhere else. */
const checkpointsIn = (bucket: R2Bucket | undefined, config: LiveConfig): CheckpointHost => ({
  key: workerAuditKey(config),
  notes: bucket === undefined ? null : checkpointObjects(bucket),
  post: createFetchHttp({
    allowedHosts: (url) => url.href === URL.parse(config.auditCheckpointUrl ?? '')?.href,
  }),
});

/**
 * The variables among the bindings. TOML's numbers are meant as text: `WORKS_DOMAIN_ID =
 * 400000001`. With quotes kept, the name would be another object's; removing them would leave the
 * data behind.
 */
function variablesOf(env: WorkerEnv): Record<string, string> {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? [[name, withoutQuotes(String(value))]]
      : [],
  );
  return Object.fromEntries(variables.filter(([, value]) => value !== ''));
}

function liveConfig(env: WorkerEnv): LiveConfig | null {
  const read = readConfig(variablesOf(env));
  return read.ok && read.config.mode === 'live' ? read.config : null;
}

const NO_SANDBOX =
  'SANDBOX: the simulated platforms run on Node only; a Worker needs the LINE and LINE WORKS credentials';

/** Each begins with a variable's name; they contain no values. */
function faultsOf(env: WorkerEnv): readonly string[] {
  const read = readConfig(variablesOf(env));
  if (!read.ok) return read.faults;
  return read.config.mode === 'sandbox' ? [NO_SANDBOX] : [];
}

/** Whether a person has to mend it, and its words say how. */
const isMendable = (error: unknown): error is Error =>
  error instanceof ForeignDatabase ||
  error instanceof NewerDatabase ||
  error instanceof OldAuditLog;

/** For the operator: not in the workspace's log, whose level is part of the configuration. */
function explain(faults: readonly string[]): void {
  console.error(['Kakehashi cannot start on Workers:', ...faults].join('\n  '));
}

const NOT_SET_UP = 'Kakehashi is not set up yet: the log names the variables to mend.';
const NO_ANSWER = 'Kakehashi cannot take this now. Please try again.';

/** For the caller: try again (a repeated event is known by its key), without the reason. */
const refusal = (sentence: string) =>
  new Response(`${sentence}\n`, {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
