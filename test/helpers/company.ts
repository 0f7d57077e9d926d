import { generateKeyPairSync } from 'node:crypto';
import type { LinePlatform } from '../../sandbox/line/platform.ts';
import type { WorksPlatform } from '../../sandbox/line-works/platform.ts';

/** One key pair for a whole test run: generating one takes longer than most tests. */
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const COMPANY = 'みどり商店';
export const OA = '1657000001';
export const OA_SECRET = '0123456789abcdef0123456789abcdef';
export const BRIDGE_BOT = '2000001';
export const BRIDGE_SECRET = 'bridge-bot-secret';
export const ADMIN_BOT = '2000002';
export const ADMIN_SECRET = 'admin-bot-secret';
export const DOMAIN = 400000001;

/** Sets up both platforms as the consoles would: the app, two bots, an OA, a few people. */
export function furnish(line: LinePlatform, works: WorksPlatform): void {
  line.addAccount({
    channelId: OA,
    channelSecret: OA_SECRET,
    basicId: '@123midori',
    displayName: COMPANY,
    webhookUrl: null,
  });
  works.addApp({
    clientId: 'client',
    clientSecret: 'client-secret',
    serviceAccount: 'kakehashi.serviceaccount@midori',
    publicKeyPem: keys.publicKey,
    scopes: ['bot', 'bot.message', 'user.read'],
  });
  works.addBot({
    botId: BRIDGE_BOT,
    botSecret: BRIDGE_SECRET,
    name: 'LINE連携',
    callbackUrl: null,
  });
  works.addBot({
    botId: ADMIN_BOT,
    botSecret: ADMIN_SECRET,
    name: 'LINE連携 管理',
    callbackUrl: null,
  });
  works.addMember({
    email: 'suzuki@midori',
    lastName: '鈴木',
    firstName: '一郎',
    department: '総務部',
    isAdministrator: true,
  });
  works.addMember({
    email: 'tanaka@midori',
    lastName: '田中',
    firstName: '花',
    phoneticLastName: 'たなか',
    phoneticFirstName: 'はな',
    i18nNames: [{ language: 'en_US', lastName: 'Tanaka', firstName: 'Hana' }],
    department: '営業部',
  });
  works.addMember({
    email: 'sato@midori',
    lastName: '佐藤',
    firstName: '健',
    department: '営業部',
  });
}

/** The environment of a bridge connected to these platforms. */
export function environmentFor(
  line: Pick<LinePlatform, 'apiUrl' | 'dataUrl'>,
  works: Pick<WorksPlatform, 'apiUrl' | 'authUrl'>,
): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:8787',
    LINE_CHANNEL_ID: OA,
    LINE_CHANNEL_SECRET: OA_SECRET,
    LINE_API_BASE_URL: line.apiUrl,
    LINE_DATA_API_BASE_URL: line.dataUrl,
    WORKS_CLIENT_ID: 'client',
    WORKS_CLIENT_SECRET: 'client-secret',
    WORKS_SERVICE_ACCOUNT: 'kakehashi.serviceaccount@midori',
    WORKS_PRIVATE_KEY: keys.privateKey,
    WORKS_DOMAIN_ID: String(DOMAIN),
    WORKS_BOT_ID: BRIDGE_BOT,
    WORKS_BOT_SECRET: BRIDGE_SECRET,
    WORKS_ADMIN_BOT_ID: ADMIN_BOT,
    WORKS_ADMIN_BOT_SECRET: ADMIN_SECRET,
    WORKS_API_BASE_URL: works.apiUrl,
    WORKS_AUTH_BASE_URL: works.authUrl,
    COMPANY_NAME: COMPANY,
    ADMIN_USERS: 'suzuki@midori',
    SANDBOX: '0',
  };
}
