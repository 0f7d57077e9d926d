import type { AccountDoc } from './documents.ts';
import { botUserIdOf, randomToken } from './ids.ts';
import { accountOf, changeAccount, type State } from './state.ts';
import type { LineAccount, NewLineAccount } from './types.ts';
import { usedThisMonth } from './usage.ts';
import { sendRaw } from './webhooks/raw-events.ts';
import { redeliveryOf } from './webhooks/redelivery.ts';
import type { WebhookSender } from './webhooks/sender.ts';

/** line.md §2.6: the Communication plan. */
const FREE_PLAN = 200;

/** Adds the account; a restored one keeps all but its webhook URL (and a secret that was reissued). */
export function addAccount(state: State, account: NewLineAccount): void {
  const { channelId, webhookUrl } = account;
  const known = state.accounts.get(channelId);
  const token = account.longLivedToken;
  if (known) {
    const longLivedToken = token ?? known.longLivedToken;
    changeAccount(state, channelId, { webhookUrl, longLivedToken });
    return;
  }
  const fresh: AccountDoc = {
    channelId,
    channelSecret: account.channelSecret,
    botUserId: botUserIdOf(channelId),
    basicId: account.basicId,
    displayName: account.displayName,
    webhookUrl,
    webhookActive: true,
    redelivery: false,
    quotaLimit: account.monthlyQuota === undefined ? FREE_PLAN : account.monthlyQuota,
    usage: { month: '', used: 0 },
    longLivedToken: token ?? null,
    shortLivedTokens: [],
    tokenGeneration: 0,
  };
  state.accounts.set(channelId, fresh);
  state.changed();
}

/** The console of a known account. */
export function consoleOf(state: State, sender: WebhookSender, channelId: string): LineAccount {
  const doc = () => accountOf(state, channelId);
  const change = (changes: Partial<AccountDoc>) => changeAccount(state, channelId, changes);
  const { botUserId, basicId, displayName } = doc();
  return {
    channelId,
    get channelSecret() {
      return doc().channelSecret;
    },
    botUserId,
    basicId,
    displayName,
    get webhookUrl() {
      return doc().webhookUrl;
    },
    get quota() {
      return { limit: doc().quotaLimit, used: usedThisMonth(state, doc()) };
    },
    setWebhook: (webhookUrl) => change({ webhookUrl }),
    setWebhookActive: (webhookActive) => change({ webhookActive }),
    reissueSecret() {
      const channelSecret = Buffer.from(randomToken(16), 'base64url').toString('hex');
      change({ channelSecret });
      return channelSecret;
    },
    expireTokens: () =>
      change({ tokenGeneration: doc().tokenGeneration + 1, shortLivedTokens: [] }),
    setQuota: (quotaLimit) => change({ quotaLimit }),
    setRedelivery: (redelivery) => change({ redelivery }),
    ...redeliveryOf(state, sender, channelId),
    sendRaw: (events, options) => sendRaw(state, sender, doc(), events, options),
  };
}
