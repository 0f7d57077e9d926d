import { createHash } from 'node:crypto';
import type { Callback, CallbackAnswer } from '../../src/hosts/worker/callback.ts';
import type { AskedMedia, MediaVerdict } from '../../src/hosts/worker/judge-media.ts';
import front, { RegistryObject, WorkspaceObject } from '../../src/hosts/worker/main.ts';
import { keysBelow, prefixOf } from '../../src/media/bucket.ts';
import { type Look, MARK, ORDERS, type Orders } from './watched.ts';

/*
 * The Worker as it is. Its objects also tell what they keep; their alarms can be held, so that nothing changes
 * by itself; and they can be made to reset on each call.
 */

export { RegistryObject };

/** Names of workspaces. Of this isolate, which outlives its objects. */
const held = new Set<string>();
const crashing = new Set<string>();
/** Whose webhooks go to whom: a planted leak. */
const crossed = new Map<string, string>();

const HELD_MS = 500;

type Env = ConstructorParameters<typeof WorkspaceObject>[1];

export class WatchedObject extends WorkspaceObject {
  override async accept(callback: Callback): Promise<CallbackAnswer> {
    this.#crash();
    return super.accept(callback);
  }

  override async media(asked: AskedMedia): Promise<MediaVerdict> {
    this.#crash();
    return super.media(asked);
  }

  override async fetch(request: Request): Promise<Response> {
    this.#crash();
    return super.fetch(request);
  }

  override async alarm(): Promise<void> {
    this.#crash();
    if (held.has(this.#name)) await this.ctx.storage.setAlarm(Date.now() + HELD_MS);
    else await super.alarm();
  }

  reset(): void {
    this.ctx.abort('the suite resets it');
  }

  async look(words: readonly string[]): Promise<Look> {
    const { sql } = this.ctx.storage;
    const search = searchFor(words);
    const rows: Record<string, number> = {};
    const digests: Record<string, string> = {};
    const tables = sql.exec<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    );
    for (const { name } of tables.toArray()) {
      const digest = createHash('sha256');
      rows[name] = 0;
      for (const row of sql.exec(`SELECT * FROM "${name}"`).raw()) {
        rows[name] += 1;
        for (const value of row) take(value, digest, (text) => search.in(text, name));
      }
      digests[name] = digest.digest('hex');
    }
    const files = await this.#files(search);
    return { rows, digests, files, searched: search.count, found: search.found };
  }

  async #files(search: Search): Promise<Record<string, string>> {
    const { BLOBS: bucket } = this.env;
    const files: Record<string, string> = {};
    for (const key of await keysOf(bucket, prefixOf(this.ctx.id.toString()))) {
      const bytes = Buffer.from((await (await bucket?.get(key))?.arrayBuffer()) ?? []);
      search.in(key, 'a key');
      search.in(bytes.toString('latin1'), 'a file');
      files[key] = createHash('sha256').update(bytes).digest('hex');
    }
    return files;
  }

  get #name(): string {
    return (this.ctx.id.name ?? '').replace(/^w\//u, '');
  }

  #crash(): void {
    if (crashing.has(this.#name)) this.ctx.abort('it resets on each call');
  }
}

interface Search {
  in(text: string, place: string): void;
  readonly count: number;
  readonly found: Record<string, string>;
}

function searchFor(words: readonly string[]): Search {
  const found: Record<string, string> = {};
  const search = {
    count: 0,
    found,
    in: (text: string, place: string) => {
      search.count += 1;
      for (const [mark] of text.matchAll(MARK)) found[mark] ??= place;
      for (const word of words) if (text.includes(word)) found[word] ??= place;
    },
  };
  return search;
}

/** The kind of each value is digested, too, and its length before it. */
function take(
  value: SqlStorageValue,
  digest: ReturnType<typeof createHash>,
  tell: (text: string) => void,
): void {
  if (value instanceof ArrayBuffer) {
    const bytes = Buffer.from(value);
    digest.update(`blob ${bytes.length} `).update(bytes);
    tell(bytes.toString('latin1'));
    return;
  }
  const text = String(value);
  digest.update(`${typeof value} ${text.length} ${text}`);
  if (typeof value === 'string') tell(text);
}

const keysOf = (bucket: R2Bucket | undefined, prefix: string): Promise<string[]> =>
  bucket === undefined ? Promise.resolve([]) : keysBelow(bucket, prefix);

interface WatchedEnv extends Env {
  readonly WORKSPACE: DurableObjectNamespace<WatchedObject>;
}

type FrontEnv = Parameters<typeof front.fetch>[1];

export default {
  ...front,
  fetch: async (request, env) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith(ORDERS)) {
      return obey(url.pathname.slice(ORDERS.length), await request.json(), env);
    }
    const [, workspace = ''] = /^\/w\/([^/]+)\//u.exec(url.pathname) ?? [];
    const instead = crossed.get(workspace);
    if (instead !== undefined) url.pathname = url.pathname.replace(workspace, instead);
    return front.fetch(instead === undefined ? request : new Request(url, request), env);
  },
} satisfies ExportedHandler<WatchedEnv & FrontEnv>;

const set = (names: Set<string>, to: readonly string[]) => {
  names.clear();
  for (const name of to) names.add(name);
};

async function obey(order: string, body: unknown, env: WatchedEnv): Promise<Response> {
  const idOf = (workspace: string) => env.WORKSPACE.idFromName(`w/${workspace}`);
  const objectOf = (workspace: string) => env.WORKSPACE.get(idOf(workspace));
  const orders: { [O in keyof Orders]: (said: Orders[O]) => Promise<unknown> } = {
    hold: async ({ workspaces }) => set(held, workspaces),
    crash: async ({ workspaces }) => set(crashing, workspaces),
    reset: async ({ workspace }) => {
      // The call ends with the object.
      await Promise.resolve(objectOf(workspace).reset()).catch(() => undefined);
    },
    look: async ({ workspace, words }) => objectOf(workspace).look(words),
    astray: async ({ workspaces }) => {
      const prefixes = workspaces.map((name) => prefixOf(idOf(name).toString()));
      const keys = await keysOf(env.BLOBS, '');
      return keys.filter((key) => !prefixes.some((prefix) => key.startsWith(prefix)));
    },
    plant: async (said) => {
      if (said.leak === 'door') crossed.set(said.to, said.from);
      if (said.leak === 'log') console.log(said.text);
      if (said.leak === 'file') {
        await env.BLOBS?.put(`${prefixOf(idOf(said.to).toString())}bytes/planted`, said.text);
      }
    },
  };
  const does = Object.entries(orders).find(([known]) => known === order)?.[1];
  if (does === undefined) return new Response(null, { status: 404 });
  // Guarantee: town.ts, which shares the type of orders, wrote the body.
  return Response.json((await does(body as never)) ?? null);
}
