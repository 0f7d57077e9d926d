import { Pool } from 'undici';
import { makeWebhooks, type Webhook } from './webhooks.ts';

/** The load of the bench, in a process of its own: `node load.ts <tag> <howMany>`. Says when it is ready, is told the port. */

const CONNECTIONS = 64;
/** Not counted: until the code of both sides has been compiled. */
const WARM_UP = 1000;
/** A slow disk must not make the bench endless: after this, what has been answered is the result. */
const MOST_MS = 8000;

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 200. */
  readonly failed: number;
}

/** Keeps all connections busy until every webhook has been answered. */
async function fire(pool: Pool, webhooks: readonly Webhook[]): Promise<Measured> {
  const tookMs: number[] = [];
  let failed = 0;
  let next = 0;
  const startedAt = performance.now();
  const worker = async () => {
    while (performance.now() - startedAt < MOST_MS) {
      const webhook = webhooks[next++];
      if (webhook === undefined) return;
      const since = performance.now();
      const { statusCode, body } = await pool.request({
        path: '/line/webhook',
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'x-line-signature': webhook.signature,
        },
        body: webhook.body,
      });
      await body.dump();
      tookMs.push(performance.now() - since);
      if (statusCode !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  tookMs.sort((x, y) => x - y);
  const at = (share: number) => tookMs[Math.ceil(tookMs.length * share) - 1] ?? 0;
  return { perSecond: tookMs.length / seconds, p50: at(0.5), p99: at(0.99), failed };
}

if (process.send !== undefined) {
  const [tag = '', howMany] = process.argv.slice(2);
  const webhooks = makeWebhooks(tag, Number(howMany) + WARM_UP);
  const port = await new Promise<number>((resolve) => {
    process.once('message', (message) => resolve(Number(message)));
    process.send?.('ready');
  });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  await fire(pool, webhooks.slice(0, WARM_UP));
  const measured = await fire(pool, webhooks.slice(WARM_UP));
  await pool.destroy();
  process.send(measured);
  process.disconnect();
}
