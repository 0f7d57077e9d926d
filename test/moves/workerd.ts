import { fileURLToPath } from 'node:url';
import { createTestHarness } from 'wrangler';
import { DEPLOYMENT_SECRETS } from '../worker/operators.ts';
import { stopFollowingRedirects } from '../worker/outbound.ts';
import type { Row } from '../worker/worker-world.ts';
import { type InBucket, ORDER, ORDERS } from './orders.ts';

/** A deployment in workerd on this machine, without a workspace `default`. */
export interface Deployment {
  readonly url: string;
  query(workspace: string, sql: string): Promise<readonly Row[]>;
  /** The workspace's object forgets all but its storage, in the midst of whatever it does. */
  reset(workspace: string): Promise<void>;
  /** Ends workerd at once and starts it again over the same storage. */
  restart(): Promise<void>;
  bucket(workspace: string): Promise<InBucket>;
  /** From now on all objects in the bucket are said to be hours old. */
  age(): Promise<void>;
  logged(): string;
  stop(): Promise<void>;
}

process.env.WRANGLER_SEND_METRICS = 'false';
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';

export async function startWorkerd(): Promise<Deployment> {
  const restoreFetch = stopFollowingRedirects();
  const tellAborted = leaveOutAborted();
  const harness = createTestHarness({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    // Its own address is known when it listens: each workspace has it as a setting.
    workers: [
      {
        configPath: 'test/moves/wrangler.toml',
        secrets: { PUBLIC_URL: 'http://127.0.0.1', ...DEPLOYMENT_SECRETS },
      },
    ],
  });
  const { origin: url } = (await harness.listen()).url;
  const order = async (name: string, workspace = '') => {
    const answer = await fetch(`${url}${ORDERS}${name}?workspace=${workspace}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer;
  };
  return {
    url,
    query: async (workspace, sql) => {
      const storage = await harness
        .getWorker()
        .getDurableObjectStorage('WORKSPACE', { name: `w/${workspace}` });
      return storage.exec<Row>(sql);
    },
    reset: async (workspace) => {
      await order(ORDER.reset, workspace);
    },
    restart: () => harness.update((options) => options),
    // Guarantee: watched-object.ts answers with it.
    bucket: async (workspace) => (await (await order(ORDER.bucket, workspace)).json()) as InBucket,
    age: async () => {
      await order(ORDER.age);
    },
    logged: () =>
      harness
        .getLogs()
        .map(({ message }) => message)
        .join('\n'),
    stop: async () => {
      await harness.close();
      restoreFetch();
      tellAborted();
    },
  };
}

/**
 * An object that is reset lets go of its uploads. Wrangler, through which they go out, says so of each.
 *
 * @returns the way to undo this
 */
function leaveOutAborted(): () => void {
  const tell = console.error;
  const isAborted = (said: unknown) =>
    said instanceof Error && 'code' in said && said.code === 'ECONNRESET';
  console.error = (...said: unknown[]) => {
    if (!said.some(isAborted)) tell(...said);
  };
  return () => {
    console.error = tell;
  };
}
