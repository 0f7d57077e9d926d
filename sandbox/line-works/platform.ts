import { createDisorder } from '../disorder.ts';
import type { Context } from './context.ts';
import { apiServer } from './servers/api-server.ts';
import { authServer } from './servers/auth-server.ts';
import { callBook } from './servers/call-book.ts';
import { faultPlan } from './servers/faults.ts';
import { type Listening, listen } from './servers/listen.ts';
import { rateLimits } from './servers/rate-limits.ts';
import { storageServer } from './servers/storage-server.ts';
import { tokenOffice } from './servers/tokens.ts';
import type { Settings } from './settings.ts';
import { callbackService } from './talk/callbacks.ts';
import { talkRooms } from './talk/talk-rooms.ts';
import { fileBytes } from './tenant/files.ts';
import { findMember, putBot, putMember } from './tenant/people.ts';
import { memoryStore, sqliteStore } from './tenant/store.ts';
import { openWorld } from './tenant/world.ts';
import type { WorksPlatform, WorksPlatformOptions } from './types.ts';
import { botView, memberView } from './views.ts';

export type * from './types.ts';

const FREE_PER_MINUTE = 60;
const PAID_PER_MINUTE = 240;
const CHANNELS_PER_MINUTE = 10;
const CALLBACK_TIMEOUT_MS = 5000;

function settingsOf(o: WorksPlatformOptions): Settings {
  const plan = o.plan ?? 'standard';
  return {
    plan,
    domainId: o.domainId ?? 400000001,
    tokenSeconds: o.tokenSeconds ?? 86_400,
    roomBehaviour: o.roomBehaviour ?? 'new-room',
    createChannelsPerMinute: o.createChannelsPerMinute ?? CHANNELS_PER_MINUTE,
    requestsPerMinute: o.requestsPerMinute ?? (plan === 'free' ? FREE_PER_MINUTE : PAID_PER_MINUTE),
    sendRateHeaders: o.sendRateHeaders ?? true,
  };
}

interface Inside extends Context {
  listeners: Set<() => void>;
  setStorageUrl(url: string): void;
}

function assemble(o: WorksPlatformOptions): Inside {
  const settings = settingsOf(o);
  const clock = o.clock ?? { now: () => Date.now() };
  const world = openWorld(o.storagePath ? sqliteStore(o.storagePath) : memoryStore());
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const disorder = createDisorder();
  const timeoutMs = o.callbackTimeoutMs ?? CALLBACK_TIMEOUT_MS;
  const callbacks = callbackService(clock, timeoutMs, disorder);
  let storageUrl = '';
  return {
    clock,
    settings,
    world,
    callbacks,
    listeners,
    changed,
    tokens: tokenOffice(world, clock, settings),
    limits: rateLimits(clock, settings),
    faults: faultPlan(disorder),
    calls: callBook(),
    talk: talkRooms({ world, clock, settings, callbacks, changed }),
    storageUrl: () => storageUrl,
    setStorageUrl: (url) => {
      storageUrl = url;
    },
  };
}

function memberOf(ctx: Context, key: string) {
  const found = findMember(ctx.world, key);
  if (found === undefined) throw new Error(`no member ${key}`);
  return memberView(ctx, found.userId);
}

function surface(ctx: Inside, api: Listening, auth: Listening, storage: Listening): WorksPlatform {
  return {
    apiUrl: `${api.url}/v1.0`,
    authUrl: `${auth.url}/oauth2/v2.0`,
    storageUrl: storage.url,
    domainId: ctx.settings.domainId,
    faults: ctx.faults,
    calls: ctx.calls.list,
    addApp: (app) => ctx.world.apps.put({ ...app, scopes: [...app.scopes] }),
    addBot: (bot) => botView(ctx, putBot(ctx.world, bot).botId),
    addMember: (member) => {
      const { userId } = putMember(ctx.world, member);
      ctx.changed();
      return memberView(ctx, userId);
    },
    member: (key) => memberOf(ctx, key),
    members: () => ctx.world.members.all().map((m) => memberView(ctx, m.userId)),
    bot: (botId) => {
      if (ctx.world.bots.get(botId) === undefined) throw new Error(`no bot ${botId}`);
      return botView(ctx, botId);
    },
    file: (fileId) => {
      const file = ctx.world.files.get(fileId);
      const bytes = fileBytes(ctx, fileId);
      if (file === undefined || bytes === null) return null;
      return { fileName: file.fileName, contentType: file.contentType, bytes };
    },
    fileName: (fileId) => ctx.world.files.get(fileId)?.fileName ?? null,
    get roomBehaviour() {
      return ctx.settings.roomBehaviour;
    },
    setRoomBehaviour: (behaviour) => {
      ctx.settings.roomBehaviour = behaviour;
    },
    setRequestsPerMinute: (n) => {
      ctx.settings.requestsPerMinute = n;
    },
    onChange: (listener) => {
      ctx.listeners.add(listener);
      return () => ctx.listeners.delete(listener);
    },
    quiet: () => ctx.callbacks.quiet(),
    stop: async () => {
      ctx.faults.stop();
      await Promise.all([api.stop(), auth.stop(), storage.stop()]);
      await ctx.callbacks.stop();
      await ctx.callbacks.quiet();
      ctx.world.store.close();
    },
  };
}

/** Starts the simulated LINE WORKS on three ports of its own (line-works.md §12). */
export async function startWorksPlatform(
  options: WorksPlatformOptions = {},
): Promise<WorksPlatform> {
  const ctx = assemble(options);
  const host = options.host ?? '127.0.0.1';
  const up: Listening[] = [];
  const open = async (app: Parameters<typeof listen>[0], port: number | undefined) => {
    const one = await listen(app, host, port ?? 0);
    up.push(one);
    return one;
  };
  try {
    const storage = await open(storageServer(ctx), options.storagePort);
    ctx.setStorageUrl(storage.url);
    const api = await open(apiServer(ctx), options.apiPort);
    const auth = await open(authServer(ctx), options.authPort);
    return surface(ctx, api, auth, storage);
  } catch (error) {
    // A taken port must not leave the others listening.
    await Promise.all(up.map((one) => one.stop()));
    ctx.world.store.close();
    throw error;
  }
}
