import { Pool } from 'undici';
import { aim, type Fired } from './load-orders.ts';
import type { Marked } from './marker.ts';
import { lineWebhook, type Webhook } from './webhooks.ts';

/** The load of receipt, a process: `node load.ts <run> <howMany> <rooms>`. It is told the port. */

const CONNECTIONS = 64;
/** Not counted: until both sides' code has been compiled. */
const WARM_UP = 1000;
/** A slow disk must not make the bench endless: after this, the answers so far are the result. */
const MOST_MS = 8000;

/** Keeps all connections busy until every webhook has been answered. */
async function fire(pool: Pool, webhooks: readonly Webhook[]): Promise<Fired> {
  const tookMs: number[] = [];
  let failed = 0;
  let next = 0;
  const startedAt = performance.now();
  const worker = async () => {
    while (performance.now() - startedAt < MOST_MS) {
      const webhook = webhooks[next++];
      if (webhook === undefined) return;
      const since = performance.now();
      const { path, headers, body } = webhook;
      const answer = await pool.request({ path, method: 'POST', headers, body });
      await answer.body.dump();
      tookMs.push(performance.now() - since);
      if (answer.statusCode !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const ms = performance.now() - startedAt;
  tookMs.sort((x, y) => x - y);
  const at = (share: number) => tookMs[Math.ceil(tookMs.length * share) - 1] ?? 0;
  return { is: 'fired', answered: tookMs.length, ms, p50: at(0.5), p99: at(0.99), failed };
}

if (process.send !== undefined) {
  const [run = '', howMany, rooms] = process.argv.slice(2);
  const marked = (number: number): Marked => ({
    from: 'line',
    run,
    number,
    room: number % Number(rooms),
  });
  const webhooks = Array.from({ length: Number(howMany) + WARM_UP }, (_, n) =>
    lineWebhook(marked(n)),
  );
  const port = await new Promise<number>((resolve) => {
    process.once('message', (message) => resolve(aim.parse(message).port));
    process.send?.({ is: 'ready' });
  });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  await fire(pool, webhooks.slice(0, WARM_UP));
  process.send({ is: 'warm' });
  process.send(await fire(pool, webhooks.slice(WARM_UP)));
  await pool.destroy();
  process.disconnect();
}
