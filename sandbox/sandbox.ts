import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { COMPANY, moveIn } from './company.ts';
import { type LinePlatform, startLinePlatform } from './line/platform.ts';
import { startWorksPlatform, type WorksPlatform } from './line-works/platform.ts';
import type { AuditFeed } from './page/audit-feed.ts';
import { type OpenPage, openPage } from './page/open-page.ts';
import { keptPorts, onTheirPorts, portOf } from './ports.ts';
import { privateFile, privateFolder } from './private-files.ts';

export type { AuditFeed, AuditFeedEntry, AuditWords } from './page/audit-feed.ts';

export interface SandboxOptions {
  /** State survives restarts in this folder, which is made when it is missing; null is memory. */
  readonly folder: string | null;
  /** Epoch ms. */
  readonly clock?: { now(): number };
}

/** Both simulated platforms with the sample company on them. */
export interface Sandbox {
  /** The environment (DESIGN §8) under which a bridge talks to these platforms. */
  readonly environment: Readonly<Record<string, string>>;
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  /** Where the bridge of the last start listened: the phones have addresses from there. Null: it is the first. */
  readonly bridgePort: number | null;
  /** Points both platforms' webhooks at the bridge with this base URL; until then nothing is sent. */
  connect(bridge: { readonly url: string }): void;
  /** Serves the page on 127.0.0.1, without a port where it was served last; rejects when the port is taken. */
  openPage(
    feed: AuditFeed,
    options?: { readonly port?: number },
  ): Promise<{ readonly url: string }>;
  /** Closes pages and platforms. A second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts both platforms on ports of 127.0.0.1; a folder used before brings back its past. Their ports and the
 * page's are those of the last start, so that what holds an address finds it again, unless somebody else has
 * taken one meanwhile.
 */
export async function startSandbox({ folder, clock = Date }: SandboxOptions): Promise<Sandbox> {
  const identity = identityIn(folder);
  const ports = keptPorts(fileIn(folder, 'ports.json'));
  const { last } = ports;
  const line = await onTheirPorts([last.lineApi, last.lineData], ([apiPort = 0, dataPort = 0]) =>
    startLinePlatform({ clock, storagePath: fileIn(folder, 'line.sqlite'), apiPort, dataPort }),
  );
  const works = await onTheirPorts(
    [last.worksApi, last.worksAuth, last.worksStorage],
    ([apiPort, authPort, storagePort]) =>
      startWorksPlatform({
        clock,
        domainId: COMPANY.domainId,
        storagePath: fileIn(folder, 'line-works.sqlite'),
        apiPort,
        authPort,
        storagePort,
      }),
  ).catch(async (error: unknown) => {
    await line.stop();
    throw error;
  });
  ports.keep({
    lineApi: portOf(line.apiUrl),
    lineData: portOf(line.dataUrl),
    worksApi: portOf(works.apiUrl),
    worksAuth: portOf(works.authUrl),
    worksStorage: portOf(works.storageUrl),
  });
  register(line, works, identity);
  moveIn(line, works);

  const pages: OpenPage[] = [];
  let stopping: Promise<void> | null = null;
  return {
    environment: environmentOf(line, works, identity),
    line,
    works,
    bridgePort: last.bridge || null,
    connect({ url }) {
      ports.keep({ bridge: portOf(url) });
      const base = url.replace(/(?<!\/)\/+$/, '');
      line.account(COMPANY.account.channelId).setWebhook(`${base}/line/webhook`);
      for (const { botId } of [COMPANY.bridgeBot, COMPANY.adminBot]) {
        works.bot(botId).setCallback(`${base}/works/callback`);
      }
    },
    async openPage(feed, { port } = {}) {
      const serve = (at: number) => openPage({ line, works, company: COMPANY, feed, port: at });
      const page = await (port === undefined
        ? onTheirPorts([last.page], ([at = 0]) => serve(at))
        : serve(port));
      if (port === undefined) ports.keep({ page: portOf(page.url) });
      pages.push(page);
      return { url: page.url };
    },
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };

  async function stopAll(): Promise<void> {
    await Promise.all(pages.map((page) => page.stop()));
    await Promise.all([line.stop(), works.stop()]);
  }
}

const fileIn = (folder: string | null, name: string) =>
  folder === null ? null : join(folder, name);

const identitySchema = z.object({
  channelSecret: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  serviceAccount: z.string(),
  privateKeyPem: z.string(),
  bridgeBotSecret: z.string(),
  adminBotSecret: z.string(),
});

/** Made up once: a bridge's database belongs to the identities it first met. */
type Identity = z.output<typeof identitySchema>;

function identityIn(folder: string | null): Identity {
  if (folder === null) return newIdentity();
  privateFolder(folder);
  const path = join(folder, 'identities.json');
  if (existsSync(path)) return readIdentity(privateFile(path));
  const identity = newIdentity();
  // A crash halfway must not leave half a file behind.
  writeFileSync(privateFile(`${path}.new`), JSON.stringify(identity, null, 2));
  renameSync(`${path}.new`, path);
  return identity;
}

function readIdentity(path: string): Identity {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Error(`${path} cannot be read; remove its folder to begin a new sandbox`);
  }
}

function newIdentity(): Identity {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    channelSecret: randomBytes(16).toString('hex'),
    clientId: randomBytes(15).toString('base64url'),
    clientSecret: randomBytes(8).toString('base64url'),
    serviceAccount: `${randomBytes(3).toString('hex')}.serviceaccount@midori`,
    privateKeyPem: privateKey,
    bridgeBotSecret: randomBytes(21).toString('base64url'),
    adminBotSecret: randomBytes(21).toString('base64url'),
  };
}

function register(line: LinePlatform, works: WorksPlatform, identity: Identity): void {
  const { clientId, clientSecret, serviceAccount, privateKeyPem, channelSecret } = identity;
  line.addAccount({ ...COMPANY.account, channelSecret, webhookUrl: null });
  works.addApp({
    clientId,
    clientSecret,
    serviceAccount,
    publicKeyPem: createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString(),
    scopes: ['bot', 'bot.message', 'user.read'],
  });
  const { bridgeBotSecret, adminBotSecret } = identity;
  works.addBot({ ...COMPANY.bridgeBot, botSecret: bridgeBotSecret, callbackUrl: null });
  works.addBot({ ...COMPANY.adminBot, botSecret: adminBotSecret, callbackUrl: null });
}

/** Webhook secrets come from the platforms, where they may have been issued anew. */
function environmentOf(line: LinePlatform, works: WorksPlatform, identity: Identity) {
  const { channelId } = COMPANY.account;
  return {
    LINE_CHANNEL_ID: channelId,
    LINE_CHANNEL_SECRET: line.account(channelId).channelSecret,
    LINE_API_BASE_URL: line.apiUrl,
    LINE_DATA_API_BASE_URL: line.dataUrl,
    WORKS_CLIENT_ID: identity.clientId,
    WORKS_CLIENT_SECRET: identity.clientSecret,
    WORKS_SERVICE_ACCOUNT: identity.serviceAccount,
    WORKS_PRIVATE_KEY: identity.privateKeyPem,
    WORKS_DOMAIN_ID: String(COMPANY.domainId),
    WORKS_BOT_ID: COMPANY.bridgeBot.botId,
    WORKS_BOT_SECRET: works.bot(COMPANY.bridgeBot.botId).botSecret,
    WORKS_ADMIN_BOT_ID: COMPANY.adminBot.botId,
    WORKS_ADMIN_BOT_SECRET: works.bot(COMPANY.adminBot.botId).botSecret,
    WORKS_API_BASE_URL: works.apiUrl,
    WORKS_AUTH_BASE_URL: works.authUrl,
    COMPANY_NAME: COMPANY.name,
    ADMIN_USERS: COMPANY.administrator,
  };
}
