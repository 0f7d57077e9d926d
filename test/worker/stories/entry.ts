import type { Clock } from '../../../src/domain/clock.ts';
import { memberId } from '../../../src/domain/ids.ts';
import main, { WorkspaceObject } from '../../../src/hosts/worker/main.ts';
import type { LogVerdict } from '../../../src/proof/verify-entries.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { chooseLanguage } from '../../../src/store/link.ts';
import { openDurableObjectStore } from '../../../src/store/sqlite/durable-object.ts';
import { MIGRATIONS } from '../../../src/store/sqlite/migration-texts.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { ORDERS, type Orders, STORY } from './orders.ts';

/*
 * The Worker under the stories that Node has, too: their clock stands still until they move it, so an alarm fires when
 * they say. One story runs at a time. The product is as it is; only what the platform gives it is given here.
 */

let now = 0;
Date.now = () => now;
const clock: Clock = { now: () => now };

interface Story {
  readonly variables: Readonly<Record<string, string>>;
  readonly japanese: readonly string[];
  hasBegun: boolean;
}

const stories = new Map<string, Story>();

type Env = ConstructorParameters<typeof WorkspaceObject>[1];

/** Work of ours that is due or under way. */
const AT_WORK = `SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting' AND not_before <= ?1)
  + (SELECT count(*) FROM requests WHERE in_flight = 1)
  + (SELECT count(*) FROM lanes WHERE due_at <= ?1)
  + (SELECT count(*) FROM jobs WHERE due_at <= ?1) AS n`;

const UNHEARD = `SELECT count(*) AS n FROM inbox WHERE state = 'waiting' AND not_before <= ?1`;

/** None of our migrations is so large that it is done in portions. */
function storeIn(storage: DurableObjectStorage): Store {
  const { store } = openDurableObjectStore(storage, MIGRATIONS);
  if (store === null) throw new Error('It is not up to date.');
  return store;
}

export class StoryObject extends WorkspaceObject {
  constructor(ctx: DurableObjectState, env: Env) {
    const story = stories.get(ctx.id.name ?? '');
    // The platform's alarm knows its own time only.
    ctx.storage.setAlarm = async () => undefined;
    if (story !== undefined && !story.hasBegun) {
      story.hasBegun = true;
      const { db } = storeIn(ctx.storage);
      for (const id of story.japanese) chooseLanguage(db, memberId(id), 'ja');
    }
    // Whatever its company's name: it is the workspace that the environment configures.
    const itself = { idFromName: () => ctx.id };
    super(ctx, { ...env, ...story?.variables, WORKSPACE: itself as never });
  }

  /** Does what is due, as alarms would. */
  async settle(): Promise<void> {
    do await this.alarm();
    while (this.#count(AT_WORK) > 0);
  }

  isHeard(): boolean {
    return this.#count(UNHEARD) === 0;
  }

  query(sql: string): Record<string, SqlStorageValue>[] {
    return this.ctx.storage.sql.exec(sql).toArray();
  }

  verify(): LogVerdict {
    return verifyChain(storeIn(this.ctx.storage).db);
  }

  /** A place is a key, perhaps below a prefix of the workspace. */
  async files(): Promise<string[]> {
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.env.BLOBS?.list(cursor === undefined ? {} : { cursor });
      keys.push(...(page?.objects ?? []).map(({ key }) => key));
      cursor = page?.truncated ? page.cursor : undefined;
    } while (cursor !== undefined);
    return this.query('SELECT sha256, place FROM blobs')
      .filter(({ place }) => keys.some((key) => key.endsWith(String(place))))
      .map(({ sha256 }) => String(sha256));
  }

  reset(): void {
    this.ctx.abort('a story resets it');
  }

  #count(sql: string): number {
    return this.ctx.storage.sql.exec<{ n: number }>(sql, clock.now()).one().n;
  }
}

interface StoryEnv extends Env {
  readonly WORKSPACE: DurableObjectNamespace<StoryObject>;
}

export default {
  fetch: async (request, env) => {
    const name = request.headers.get(STORY) ?? '';
    const object = env.WORKSPACE.get(env.WORKSPACE.idFromName(name));
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(ORDERS)) {
      return obey(pathname.slice(ORDERS.length), await request.json(), name, object);
    }
    const variables = stories.get(name)?.variables ?? {};
    // Whatever name the product has for the company, its object is the story's.
    const only = { idFromName: () => env.WORKSPACE.idFromName(name), get: () => object };
    return main.fetch(request, { ...env, ...variables, WORKSPACE: only } as never);
  },
} satisfies ExportedHandler<StoryEnv>;

async function obey(
  order: string,
  body: unknown,
  name: string,
  object: DurableObjectStub<StoryObject>,
): Promise<Response> {
  const orders: { [O in keyof Orders]: (said: Orders[O]) => Promise<unknown> } = {
    begin: async (said) => {
      now = said.now;
      stories.set(name, { ...said, hasBegun: false });
      return object.settle();
    },
    settle: async (said) => {
      now = said.now;
      return object.settle();
    },
    heard: async (said) => {
      now = said.now;
      return object.isHeard();
    },
    query: async ({ sql }) => object.query(sql),
    verify: async () => object.verify(),
    files: async () => object.files(),
    reset: async () => {
      // The call ends with the object.
      await Promise.resolve(object.reset()).catch(() => undefined);
    },
  };
  const does = Object.entries(orders).find(([known]) => known === order)?.[1];
  if (does === undefined) return new Response(null, { status: 404 });
  // Guarantee: host.ts, which shares the type of orders, wrote the body.
  return Response.json((await does(body as never)) ?? null);
}
