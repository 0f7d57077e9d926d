import { fileURLToPath } from 'node:url';
import { createTestHarness } from 'wrangler';
import { type LinePlatform, startLinePlatform } from '../../sandbox/line/platform.ts';
import { startWorksPlatform, type WorksPlatform } from '../../sandbox/line-works/platform.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Images } from '../../src/media/images.ts';
import { ADMIN_BOT, BRIDGE_BOT, DOMAIN, environmentFor, furnish, OA } from '../helpers/company.ts';
import { chatOf, deskOf } from '../helpers/people.ts';
import type { Stage } from '../helpers/story.ts';
import { PATIENCE_MS, until } from '../helpers/until.ts';
import { DEPLOYMENT_SECRETS } from './operators.ts';
import { stopFollowingRedirects } from './outbound.ts';

/** The bridge in workerd, the platforms in this process, real time. */
export interface WorkerWorld extends Stage {
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  /** Where the Worker listens. */
  readonly url: string;
  /** Reads the object's database; wakes the object when it is evicted. */
  query(sql: string, ...values: (string | number)[]): Promise<Row[]>;
  /** The Images binding of workerd, from this process. */
  images(): Promise<Images>;
  /** The same of the object of this name. */
  queryOf(name: string): WorkerWorld['query'];
  /** The same of the registry. */
  readonly registry: WorkerWorld['query'];
  /** Resolves when nothing is under way between the object of this name and these platforms. */
  settleOf(
    name: string,
    platforms: { readonly line: LinePlatform; readonly works: WorksPlatform },
  ): Promise<void>;
  /** The cron of wrangler.toml fires. */
  watchdog(): Promise<void>;
  /** Evicts the object once no work is under way; its storage and its alarm stay. */
  evict(): Promise<void>;
  /** The Worker's log. */
  logged(): string;
  /** Ends the runtime at once and starts it again over the same storage. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export type Row = Record<string, string | number | ArrayBuffer | null>;

// Wrangler and workerd stay on this machine: no usage figures, no sample of Cloudflare's geography.
process.env.WRANGLER_SEND_METRICS = 'false';
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';

/** As src/hosts/worker/registry-object.ts names it, which only a Worker can import. */
const REGISTRY_NAME = 'registry';

const OBJECT = { name: String(DOMAIN) };

/**
 * Counts work of ours that is due or running, or waits for another try: on a slow machine calls run into their deadlines.
 * The platforms report their own.
 */
const AT_WORK = `SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting' AND not_before <= ?2)
  + (SELECT count(*) FROM requests WHERE in_flight = 1)
  + (SELECT count(*) FROM lanes WHERE due_at <= ?2)
  + (SELECT count(*) FROM jobs WHERE due_at <= ?1) AS n`;

/** The Worker makes work due while our question travels. */
const A_MOMENT_MS = 250;
/** Longer than the first pauses before what is tried again. */
const TRIED_AGAIN_MS = 60_000;

export interface WorkerWorldOptions {
  /** Another Worker than that of `wrangler.toml`, which has an object of the same name. */
  readonly configPath?: string;
  /** The platforms' clock; absent: the right time. */
  readonly clock?: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  /** How often it is looked whether all is quiet, ms: each look costs workerd some, and many companies many. */
  readonly lookEachMs?: number;
  /** More people than the standard world has. */
  readonly furnish?: (line: LinePlatform, works: WorksPlatform) => void;
}

export async function startWorkerWorld(options: WorkerWorldOptions = {}): Promise<WorkerWorld> {
  const restoreFetch = stopFollowingRedirects();
  const clock = options.clock ?? Date;
  const line = await startLinePlatform({ clock, webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({ clock, callbackTimeoutMs: PATIENCE_MS });
  furnish(line, works);
  options.furnish?.(line, works);
  const harness = createTestHarness({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    // Pasted with its quotes: the object is named by what stands between them.
    workers: [
      {
        configPath: options.configPath ?? 'wrangler.toml',
        secrets: {
          ...environmentFor(line, works),
          WORKS_DOMAIN_ID: `"${DOMAIN}"`,
          SECRET_KEY: 'the secret of a worker',
          METRICS_TOKEN: 'the-token-of-a-worker',
          ...DEPLOYMENT_SECRETS,
          ...options.environment,
        },
      },
    ],
  });
  const { origin: url } = (await harness.listen()).url;
  line.account(OA).setWebhook(`${url}/line/webhook`);
  for (const bot of [BRIDGE_BOT, ADMIN_BOT]) works.bot(bot).setCallback(`${url}/works/callback`);

  const worker = harness.getWorker();
  const queryOf =
    (name: string): WorkerWorld['query'] =>
    async (sql, ...values) => {
      const storage = await worker.getDurableObjectStorage('WORKSPACE', { name });
      return storage.exec<Row>(sql, ...values);
    };
  const registry: WorkerWorld['query'] = async (sql, ...values) => {
    const storage = await worker.getDurableObjectStorage('REGISTRY', { name: REGISTRY_NAME });
    return storage.exec<Row>(sql, ...values);
  };
  const settleOf: WorkerWorld['settleOf'] = (name, platforms) => {
    const countCalls = () => platforms.line.calls.length + platforms.works.calls.length;
    const isQuiet = async () => {
      await Promise.all([platforms.line.quiet(), platforms.works.quiet()]);
      const calls = countCalls();
      const now = Date.now();
      const [row] = await queryOf(name)(AT_WORK, now + A_MOMENT_MS, now + TRIED_AGAIN_MS);
      return row?.n === 0 && calls === countCalls();
    };
    return until('nothing is under way', isQuiet, PATIENCE_MS, options.lookEachMs);
  };
  const query = queryOf(OBJECT.name);
  const settle = () => settleOf(OBJECT.name, { line, works });

  await harness.fetch('/readyz');
  await settle();
  return {
    line,
    works,
    url,
    suzuki: deskOf(works.member('suzuki@midori'), settle),
    tanaka: deskOf(works.member('tanaka@midori'), settle),
    lineUser: (name, language = 'ja') => {
      const known = line.users().find((user) => user.displayName === name);
      return chatOf(known ?? line.addUser({ displayName: name, language }), settle);
    },
    settle,
    query,
    images: async () => (await harness.getWorker<{ IMAGES: Images }>().getEnv()).IMAGES,
    queryOf,
    registry,
    settleOf,
    watchdog: async () => {
      await worker.scheduled({ cron: '*/10 * * * *', scheduledTime: new Date() });
    },
    evict: () => worker.evictDurableObject('WORKSPACE', OBJECT),
    logged: () =>
      harness
        .getLogs()
        .map(({ message }) => message)
        .join('\n'),
    crash: () => harness.update((options) => options),
    stop: async () => {
      await harness.close();
      await Promise.all([line.stop(), works.stop()]);
      restoreFetch();
    },
  };
}
