import { createDisorder } from '../disorder.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../http.ts';
import { openStorage } from '../storage.ts';
import { addAccount, consoleOf } from './account.ts';
import { createFaults } from './faults/faults.ts';
import { randomUserId } from './ids.ts';
import { phoneOf } from './phone/phone.ts';
import { botRoutes } from './routes/bot.ts';
import { contentRoutes } from './routes/content.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { profileRoutes } from './routes/profile.ts';
import { USER_ID } from './routes/route.ts';
import { sendRoutes } from './routes/send.ts';
import { createCallLog } from './server/calls.ts';
import { createDispatch } from './server/dispatch.ts';
import { openState, type State } from './state.ts';
import type { LinePlatform, LinePlatformOptions, NewLineUser } from './types.ts';
import { createWebhookSender } from './webhooks/sender.ts';

export type * from './types.ts';

/** line.md §1.1 */
const WEBHOOK_CUT_OFF_MS = 2_000;
/** line.md §2.1 */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Starts the simulated platform: api.line.me and api-data.line.me on two ports of this machine. */
export async function startLinePlatform(options: LinePlatformOptions = {}): Promise<LinePlatform> {
  const clock = options.clock ?? Date;
  const storage = openStorage(options.storagePath ?? null);
  const state = openState(storage, () => clock.now());
  const disorder = createDisorder();
  const cutOffMs = options.webhookCutOffMs ?? WEBHOOK_CUT_OFF_MS;
  const sender = createWebhookSender(cutOffMs, disorder);
  const faults = createFaults(disorder);
  const log = createCallLog();
  const context = { state, sender, faults, log };
  const address = { host: options.host ?? '127.0.0.1', maxBodyBytes: MAX_BODY_BYTES };
  const apiRoutes = [...oauthRoutes, ...sendRoutes, ...botRoutes, ...profileRoutes];
  const [api, data] = await startBoth(
    { ...address, port: options.apiPort ?? 0, handle: createDispatch(context, apiRoutes) },
    { ...address, port: options.dataPort ?? 0, handle: createDispatch(context, contentRoutes) },
  ).catch((error: unknown) => {
    storage.close();
    throw error;
  });

  return {
    apiUrl: api.origin,
    dataUrl: data.origin,
    addAccount(account) {
      addAccount(state, account);
      return consoleOf(state, sender, account.channelId);
    },
    addUser: (user) => phoneOf(state, sender, storeUser(state, user)),
    account: (channelId) => consoleOf(state, sender, channelId),
    user: (userId) => phoneOf(state, sender, userId),
    accounts: () => [...state.accounts.keys()].map((id) => consoleOf(state, sender, id)),
    users: () => [...state.users.keys()].map((id) => phoneOf(state, sender, id)),
    content(messageId) {
      const bytes = storage.blob(messageId);
      const contentType = state.contents.get(messageId)?.contentType;
      return bytes === null || contentType === undefined ? null : { bytes, contentType };
    },
    refuseSenderNames: (words) => {
      state.unnameable.clear();
      for (const word of words) state.unnameable.add(word);
    },
    faults: faults.faults,
    calls: log.calls,
    onChange: state.onChange,
    quiet: sender.quiet,
    stop,
  };

  /** Deliveries under way are dropped, so that none writes to the closed storage. */
  async function stop(): Promise<void> {
    faults.stop();
    await sender.stop();
    await sender.quiet();
    await Promise.all([api.stop(), data.stop()]);
    storage.close();
  }
}

/** Both listen, or neither does. */
async function startBoth(
  first: HttpServerOptions,
  second: HttpServerOptions,
): Promise<[HttpServer, HttpServer]> {
  const one = await startHttpServer(first);
  try {
    return [one, await startHttpServer(second)];
  } catch (error) {
    await one.stop();
    throw error;
  }
}

function storeUser(state: State, user: NewLineUser): string {
  const userId = user.userId ?? randomUserId();
  if (!USER_ID.test(userId)) throw new Error(`${userId} is no LINE user id (line.md §1.4)`);
  if (!state.users.get(userId)) {
    const { displayName, language = null, pictureUrl = null } = user;
    state.users.set(userId, { userId, displayName, language, pictureUrl });
    state.changed();
  }
  return userId;
}
