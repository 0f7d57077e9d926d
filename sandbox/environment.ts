import { COMPANY } from './company.ts';
import type { Identity } from './identity.ts';
import type { LinePlatform } from './line/platform.ts';
import type { WorksPlatform } from './line-works/platform.ts';

/**
 * The environment (DESIGN §8) of a bridge to these platforms. Webhook secrets come from the platforms, where
 * they may have been reissued.
 */
export function environmentOf(
  line: LinePlatform,
  works: WorksPlatform,
  identity: Identity,
): Readonly<Record<string, string>> {
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
