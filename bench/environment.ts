import { generateKeyPairSync } from 'node:crypto';
import { BRIDGE_BOT, BRIDGE_SECRET, CHANNEL, DOMAIN, SECRET } from './company.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The environment of the bench's bridge; `platforms`: addresses of the simulated ones. */
export function environmentOf(
  folder: string,
  platforms: { readonly lineUrl: string; readonly worksUrl: string } | null,
): Record<string, string> {
  return {
    DATA_DIR: folder,
    PUBLIC_URL: 'http://127.0.0.1:8787',
    LINE_CHANNEL_ID: CHANNEL,
    LINE_CHANNEL_SECRET: SECRET,
    WORKS_CLIENT_ID: 'client',
    WORKS_CLIENT_SECRET: 'client-secret',
    WORKS_SERVICE_ACCOUNT: 'bench@bench',
    WORKS_PRIVATE_KEY: privateKey,
    WORKS_DOMAIN_ID: String(DOMAIN),
    WORKS_BOT_ID: BRIDGE_BOT,
    WORKS_BOT_SECRET: BRIDGE_SECRET,
    COMPANY_NAME: 'みどり商店',
    ADMIN_USERS: 'staff0@bench',
    SANDBOX: '0',
    ...(platforms === null
      ? {}
      : {
          LINE_API_BASE_URL: platforms.lineUrl,
          LINE_DATA_API_BASE_URL: platforms.lineUrl,
          WORKS_API_BASE_URL: `${platforms.worksUrl}/v1.0`,
          WORKS_AUTH_BASE_URL: `${platforms.worksUrl}/oauth2/v2.0`,
        }),
  };
}
