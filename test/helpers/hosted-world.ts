import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import Sqlite from 'better-sqlite3';
import { startLinePlatform } from '../../sandbox/line/platform.ts';
import { startWorksPlatform } from '../../sandbox/line-works/platform.ts';
import { readMasterKeys } from '../../src/config/settings/master-keys.ts';
import type { WorkspaceVerb } from '../../src/domain/operator/verbs.ts';
import { systemChance } from '../../src/hosts/chance.ts';
import { nodeSql } from '../../src/hosts/node/export/node-sql.ts';
import { createHosted, type HostedParts } from '../../src/hosts/operate/hosted.ts';
import { createWorkspace } from '../../src/hosts/workspace.ts';
import { diskBlobs } from '../../src/media/disk-blobs.ts';
import { allowedHosts } from '../../src/platforms/allowed-hosts.ts';
import { createUndiciHttp } from '../../src/platforms/http-undici.ts';
import type { Migrating } from '../../src/store/sqlite/half-migrated.ts';
import { NewerDatabase } from '../../src/store/sqlite/migrate.ts';
import { DATABASE_FILE, openNodeStore } from '../../src/store/sqlite/node.ts';
import { openReadOnly } from '../../src/store/sqlite/read-only.ts';
import type { Store } from '../../src/store/sqlite/store.ts';
import { manualClock } from './clock.ts';
import { ADMIN_BOT, BRIDGE_BOT, environmentFor, furnish } from './company.ts';
import type { PastStates } from './past-states.ts';
import { chatOf, deskOf } from './people.ts';
import { PATIENCE_MS } from './until.ts';

export const NAME = 'midori';
export const BY = { keyId: 'ops', role: 'operate' } as const;

/** A master key: 32 bytes of one kind, base64. */
export const masterKey = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

/** Not of a company: its deployment gives them. */
const SHARED = [
  'LINE_API_BASE_URL',
  'LINE_DATA_API_BASE_URL',
  'WORKS_API_BASE_URL',
  'WORKS_AUTH_BASE_URL',
];
const OF_MACHINES = ['HOST', 'PORT', 'SANDBOX', 'PUBLIC_URL'];

/** A named workspace as an object has it, over real SQLite, with its front and both platforms before it. */
export async function startHostedWorld(objectId = 'ab'.repeat(32), past: PastStates | null = null) {
  const clock = manualClock();
  const line = await startLinePlatform({ clock, webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({ clock, callbackTimeoutMs: PATIENCE_MS });
  furnish(line, works);
  const environment = environmentFor(line, works);
  const pick = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(environment).filter(([name]) => names.includes(name)));
  const settings = Object.fromEntries(
    Object.entries(environment).filter(([name]) => ![...SHARED, ...OF_MACHINES].includes(name)),
  );

  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-hosted-'));
  let store: Store | null = null;
  const opened = { times: 0 };
  /** `isLocked`: a rule of the bucket keeps them. */
  const dropped = { checkpoints: 0, isLocked: false };
  /** What opening the database answers first: it is not up to date. */
  const migrating: Migrating[] = [];
  const opening: { fault: Error | null; building: Error | null } = { fault: null, building: null };
  const keys: { text: string } = { text: JSON.stringify({ k1: masterKey(1) }) };
  const { port, close } = await listen((request) => {
    const { pathname, search } = new URL(request.url);
    const inside = pathname.replace(`/w/${NAME}`, '');
    const { workspace } = object.hosted;
    if (workspace === null || inside === pathname)
      return new Response('not set up', { status: 503 });
    return workspace.app.fetch(new Request(new URL(inside + search, request.url), request));
  });
  const origin = `http://127.0.0.1:${port}`;
  const { close: closeDoors, ...doors } = createUndiciHttp({
    allowedHosts: allowedHosts({
      lineApi: line.apiUrl,
      lineData: line.dataUrl,
      worksApi: works.apiUrl,
      worksAuth: works.authUrl,
    }),
  });
  const open = (): Store => {
    opened.times += 1;
    store ??= openNodeStore(folder);
    return store;
  };
  const partsOf = (): HostedParts => ({
    configuredBy: 'settings',
    objectId,
    isNamed: (name) => name === NAME,
    deployment: { ...pick(SHARED), PUBLIC_URL: origin },
    masterKeys: readMasterKeys(keys.text),
    clock,
    chance: systemChance,
    isMade: () => existsSync(join(folder, DATABASE_FILE)),
    openStore: () => {
      if (opening.fault !== null) throw opening.fault;
      const next = migrating.shift();
      return next === undefined
        ? { store: open(), migrating: null }
        : { store: null, migrating: next };
    },
    unready: () => {
      const unready = openReadOnly(join(folder, DATABASE_FILE));
      readers.push(unready);
      return unready.db;
    },
    readEnvironment: () => ({ ok: false, faults: [] }),
    prepare: () => undefined,
    build: (config, over, isPaused) => {
      if (opening.building !== null) throw opening.building;
      return createWorkspace({
        ...{ config, store: over, ...doors, clock, chance: systemChance, isPaused },
        alarm: clock.alarm(() => object.hosted.workspace?.engine.wake()),
        ...{ mostInFlight: 3, mostFiles: 2, commits: 'direct', runtime: 'workers' },
        sliceMs: Number.POSITIVE_INFINITY,
        blobs,
        onFault: (what, error) => faults.push([what, error]),
      });
    },
    mendable: (error) => (error instanceof NewerDatabase ? error.message : null),
    ...past?.parts(join(folder, DATABASE_FILE), clock),
    onFault: (what, error) => faults.push([what, error]),
    copySource: () => ({
      ...{ sql: nodeSql(reading()), blobs },
      dropCheckpoints: async () => {
        if (dropped.isLocked) throw new Error('locked');
        dropped.checkpoints += 1;
      },
    }),
    erase: async () => {
      store?.close();
      store = null;
      rmSync(folder, { recursive: true, force: true });
    },
  });
  const blobs = diskBlobs({ folder: join(folder, 'blobs') });
  const readers: { close(): void }[] = [];
  let source: Sqlite.Database | null = null;
  const reading = (): Sqlite.Database => {
    if (source !== null) return source;
    source = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
    readers.push(source);
    return source;
  };
  const faults: unknown[] = [];
  const object = { hosted: createHosted(partsOf()) };
  const settle = async () => {
    for (;;) {
      await object.hosted.workspace?.engine.idle();
      await Promise.all([line.quiet(), works.quiet()]);
      const calls = line.calls.length + works.calls.length;
      await object.hosted.workspace?.engine.idle();
      if (line.calls.length + works.calls.length === calls) return;
    }
  };
  return {
    ...{
      clock,
      line,
      works,
      settings,
      origin,
      faults,
      settle,
      opened,
      opening,
      migrating,
      dropped,
    },
    ...{ blobs, folder },
    get hosted() {
      return object.hosted;
    },
    get store(): Store {
      if (store === null) throw new Error('nothing is stored');
      return store;
    },
    suzuki: deskOf(works.member('suzuki@midori'), settle),
    tanaka: deskOf(works.member('tanaka@midori'), settle),
    lineUser: (name: string) => {
      const known = line.users().find((user) => user.displayName === name);
      return chatOf(known ?? line.addUser({ displayName: name, language: 'ja' }), settle);
    },
    ask: async (verb: WorkspaceVerb, body: object = {}) => {
      const said = await object.hosted.operate(verb, body, BY);
      return { status: said.status, body: said.body, text: JSON.stringify(said.body) };
    },
    /** The platforms' consoles are told of the addresses. */
    connect: (webhook: string, callback: string) => {
      for (const account of line.accounts()) account.setWebhook(webhook);
      for (const bot of [BRIDGE_BOT, ADMIN_BOT]) works.bot(bot).setCallback(callback);
    },
    /** The object leaves memory and comes back, with other keys in its deployment where given. */
    evict: async (masterKeys: Readonly<Record<string, string>> | null = null) => {
      await object.hosted.workspace?.engine.stop(1000);
      store?.close();
      store = null;
      past?.swapIn(join(folder, DATABASE_FILE));
      if (masterKeys !== null) keys.text = JSON.stringify(masterKeys);
      object.hosted = createHosted(partsOf());
      await object.hosted.start();
    },
    /** The version that wrote this migration comes back: for ours, as if it had never been written. */
    deploysNewer: (migration: string) => {
      const database = new Sqlite(join(folder, DATABASE_FILE));
      database.prepare('DELETE FROM migrations WHERE name = ?').run(migration);
      database.close();
    },
    stop: async () => {
      await object.hosted.workspace?.engine.stop(1000);
      for (const reader of readers) reader.close();
      store?.close();
      await Promise.all([line.stop(), works.stop(), close(), closeDoors()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type HostedWorld = Awaited<ReturnType<typeof startHostedWorld>>;

async function listen(answer: (request: Request) => Response | Promise<Response>) {
  const server = createServer(getRequestListener(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, close };
}
