import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type LinePlatform, startLinePlatform } from '../../sandbox/line/platform.ts';
import { startWorksPlatform, type WorksPlatform } from '../../sandbox/line-works/platform.ts';
import { ADMIN_BOT, BRIDGE_BOT } from '../helpers/company.ts';
import { chatOf, deskOf, type LineChat, type MemberDesk } from '../helpers/people.ts';
import { PATIENCE_MS } from '../helpers/until.ts';
import type { WorkerWorld } from '../worker/worker-world.ts';

/** A company with platforms and secrets of its own, in one deployment with the others. */
export interface Company {
  readonly name: string;
  /** Stands in all that its people write and are called. */
  readonly mark: string;
  readonly settings: Readonly<Record<string, string>>;
  /** What nobody must read anywhere. */
  readonly secrets: readonly string[];
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  readonly oa: string;
  readonly suzuki: MemberDesk;
  readonly tanaka: MemberDesk;
  readonly customer: LineChat;
  /** Another customer, who talks with nobody here. */
  readonly stranger: LineChat;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Generating one takes longer than all that a company does here; apps are told apart by their ids and secrets. */
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const FIRST_DOMAIN = 410_000_000;
const FIRST_OA = 1_658_000_000;
/** The same person talks with all companies, by the same id: their OAs have one provider. */
const CUSTOMER = `U${'ab12'.repeat(8)}`;
const STRANGER = `U${'cd34'.repeat(8)}`;

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

/** @param at its number: bots have the same ids in all companies, so that only secrets part them */
export async function foundCompany(
  { url, settleOf }: Pick<WorkerWorld, 'url' | 'settleOf'>,
  at: number,
): Promise<Company> {
  const name = `c${String(at).padStart(3, '0')}`;
  const mark = `zq${hex(5)}qz`;
  const oa = String(FIRST_OA + at);
  const line = await startLinePlatform({ webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({
    domainId: FIRST_DOMAIN + at,
    callbackTimeoutMs: PATIENCE_MS,
  });
  const secrets = secretsFor(at);
  furnish({ line, works, oa, mark, name, secrets });
  line.account(oa).setWebhook(`${url}/w/${name}/line/webhook`);
  for (const bot of [BRIDGE_BOT, ADMIN_BOT]) {
    works.bot(bot).setCallback(`${url}/w/${name}/works/callback`);
  }
  const settle = () => settleOf(`w/${name}`, { line, works });
  const user = line.addUser({ userId: CUSTOMER, displayName: `山田${mark}`, language: 'ja' });
  const other = line.addUser({ userId: STRANGER, displayName: `佐藤${mark}`, language: 'ja' });
  return {
    name,
    mark,
    settings: {
      LINE_CHANNEL_ID: oa,
      LINE_API_BASE_URL: line.apiUrl,
      LINE_DATA_API_BASE_URL: line.dataUrl,
      WORKS_CLIENT_ID: `client-of-${name}`,
      WORKS_SERVICE_ACCOUNT: `bridge.serviceaccount@${name}`,
      WORKS_PRIVATE_KEY: keys.privateKey,
      WORKS_DOMAIN_ID: String(FIRST_DOMAIN + at),
      WORKS_BOT_ID: BRIDGE_BOT,
      WORKS_ADMIN_BOT_ID: ADMIN_BOT,
      WORKS_API_BASE_URL: works.apiUrl,
      WORKS_AUTH_BASE_URL: works.authUrl,
      COMPANY_NAME: `商店${mark}`,
      ADMIN_USERS: `suzuki@${name}`,
      LOG_LEVEL: 'debug',
      ...secrets,
    },
    secrets: Object.values(secrets),
    line,
    works,
    oa,
    suzuki: deskOf(works.member(`suzuki@${name}`), settle),
    tanaka: deskOf(works.member(`tanaka@${name}`), settle),
    customer: chatOf(user, settle, oa),
    stranger: chatOf(other, settle, oa),
    settle,
    stop: async () => {
      await Promise.all([line.stop(), works.stop()]);
    },
  };
}

function secretsFor(at: number): Record<string, string> {
  return {
    LINE_CHANNEL_SECRET: hex(16),
    WORKS_CLIENT_SECRET: hex(12),
    WORKS_BOT_SECRET: hex(14),
    WORKS_ADMIN_BOT_SECRET: hex(14),
    METRICS_TOKEN: hex(20),
    // Without one, an object makes its own.
    ...(at % 2 === 0 ? { SECRET_KEY: hex(24) } : {}),
  };
}

function furnish(of: {
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  readonly oa: string;
  readonly mark: string;
  readonly name: string;
  readonly secrets: Readonly<Record<string, string>>;
}): void {
  const { line, works, oa, mark, name, secrets } = of;
  const account = { basicId: `@${name}`, displayName: `商店${mark}`, webhookUrl: null };
  line.addAccount({
    ...account,
    channelId: oa,
    channelSecret: secrets.LINE_CHANNEL_SECRET ?? '',
  });
  works.addApp({
    clientId: `client-of-${name}`,
    clientSecret: secrets.WORKS_CLIENT_SECRET ?? '',
    serviceAccount: `bridge.serviceaccount@${name}`,
    publicKeyPem: keys.publicKey,
    scopes: ['bot', 'bot.message', 'user.read'],
  });
  const bots = [
    [BRIDGE_BOT, secrets.WORKS_BOT_SECRET, 'LINE連携'],
    [ADMIN_BOT, secrets.WORKS_ADMIN_BOT_SECRET, 'LINE連携 管理'],
  ] as const;
  for (const [botId, botSecret = '', called] of bots) {
    works.addBot({ botId, botSecret, name: called, callbackUrl: null });
  }
  works.addMember({
    email: `suzuki@${name}`,
    lastName: '鈴木',
    firstName: mark,
    isAdministrator: true,
  });
  works.addMember({ email: `tanaka@${name}`, lastName: '田中', firstName: mark });
}
