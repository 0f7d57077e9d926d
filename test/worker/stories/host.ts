import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { LogVerdict } from '../../../src/proof/verify-entries.ts';
import { environmentFor } from '../../helpers/company.ts';
import { until } from '../../helpers/until.ts';
import type { HostOptions, Row, WorldHost } from '../../helpers/world-host.ts';
import { openDoor } from './door.ts';
import { ORDERS, type Order, type Orders, STORY } from './orders.ts';

/** A bridge as an object of its own in the Worker that all stories share. */
export async function startWorkersHost(options: HostOptions): Promise<WorldHost> {
  const { clock, line, works, environment, japanese } = options;
  if (options.parts !== undefined || options.doors !== undefined) throw new NodeOnly('parts');
  const to = inject('storiesUrl');
  const story = randomUUID();
  const door = await openDoor(to, story);
  const order = async <O extends Order>(name: O, said: Orders[O]): Promise<unknown> => {
    const answer = await fetch(`${to}${ORDERS}${name}`, {
      method: 'POST',
      headers: { [STORY]: story },
      body: JSON.stringify(said),
    });
    if (!answer.ok)
      throw new Error(`${name}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    return answer.json();
  };
  const own = { PUBLIC_URL: `http://127.0.0.1:${door.port}` };
  const variables = defined({ ...environmentFor(line, works), ...own, ...environment });
  const now = () => clock.now();
  await order('begin', { now: now(), variables, japanese });
  return {
    port: door.port,
    get bridge(): never {
      throw new NodeOnly('bridge');
    },
    get folder(): never {
      throw new NodeOnly('folder');
    },
    get machine(): never {
      throw new NodeOnly('machine');
    },
    idle: async () => {
      await order('settle', { now: now() });
    },
    heard: () =>
      until(
        'what came in is worked on',
        async () => (await order('heard', { now: now() })) === true,
      ),
    // Guarantee: entry.ts answers with the rows, the verdict and the digests of the object.
    query: async (sql) => (await order('query', { sql })) as Row[],
    verify: async () => (await order('verify', {})) as LogVerdict,
    keptFiles: async () => (await order('files', {})) as string[],
    restart: async (downMs) => {
      await order('reset', {});
      clock.advance(downMs);
      await order('settle', { now: now() });
    },
    stop: () => door.stop(),
  };
}

/** What a story asked for that only a bridge in this process has. */
class NodeOnly extends Error {
  constructor(what: string) {
    super(`world.${what}: a story that runs on Workers, too, does without`);
  }
}

const defined = (variables: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
