import type { AccountDoc, EventDoc } from './documents.ts';
import { chatOfReplyToken, deliverEvent, postEvents, receiveReplyToken } from './events.ts';
import { botUserIdOf, randomToken } from './ids.ts';
import { accountOf, changeAccount, type State } from './state.ts';
import type { LineAccount, NewLineAccount } from './types.ts';
import { usedThisMonth } from './usage.ts';
import { signatureOf, type WebhookSender, webhookBody } from './webhook.ts';

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
  accountOf(state, channelId);
  const doc = () => accountOf(state, channelId);

  return {
    channelId,
    get channelSecret() {
      return doc().channelSecret;
    },
    botUserId: doc().botUserId,
    basicId: doc().basicId,
    displayName: doc().displayName,
    get webhookUrl() {
      return doc().webhookUrl;
    },
    get quota() {
      return { limit: doc().quotaLimit, used: usedThisMonth(state, doc()) };
    },
    setWebhook: (webhookUrl) => changeAccount(state, channelId, { webhookUrl }),
    setWebhookActive: (webhookActive) => changeAccount(state, channelId, { webhookActive }),
    reissueSecret() {
      const channelSecret = Buffer.from(randomToken(16), 'base64url').toString('hex');
      changeAccount(state, channelId, { channelSecret });
      return channelSecret;
    },
    expireTokens() {
      changeAccount(state, channelId, {
        tokenGeneration: doc().tokenGeneration + 1,
        shortLivedTokens: [],
      });
    },
    setQuota: (quotaLimit) => changeAccount(state, channelId, { quotaLimit }),
    setRedelivery: (redelivery) => changeAccount(state, channelId, { redelivery }),
    redeliver,
    redeliverFailed,
    deliver,
    sendRaw,
  };

  async function redeliver(webhookEventId: string): Promise<number | null> {
    const event = ownEvent(webhookEventId);
    if (event === null || !doc().redelivery) return null;
    return (await deliverEvent(state, sender, event, true)).status;
  }

  async function redeliverFailed(): Promise<number> {
    if (!doc().redelivery) return 0;
    const failed = [...state.events.values()].filter(
      (event) => event.channelId === channelId && !event.delivered,
    );
    await Promise.all(failed.map((event) => deliverEvent(state, sender, event, true)));
    return failed.length;
  }

  function deliver(webhookEventIds: readonly string[]): Promise<number | null> {
    const events = webhookEventIds.map(ownEvent).filter((event) => event !== null);
    return sender.inLane(`${channelId}:batch`, () => postEvents(state, sender, events, false));
  }

  function ownEvent(id: string): EventDoc | null {
    const event = state.events.get(id);
    return event?.channelId === channelId ? event : null;
  }

  async function sendRaw(
    events: readonly unknown[],
    options: { readonly signature?: string | null; readonly body?: string } = {},
  ): Promise<number> {
    const { webhookUrl, botUserId, channelSecret } = doc();
    if (webhookUrl === null) throw new Error(`account ${channelId} has no webhook URL`);
    const body = options.body ?? webhookBody(botUserId, events);
    const { signature = signatureOf(channelSecret, body) } = options;
    for (const event of events) renewReplyToken(event);
    const result = await sender.post(webhookUrl, body, signature);
    if (result.status === null) throw new Error(`webhook ${webhookUrl}: ${result.reason}`);
    return result.status;
  }

  /** A duplicate that carries a live token of ours counts as its delivery (line.md §1.7). */
  function renewReplyToken(event: unknown): void {
    const token =
      typeof event === 'object' && event !== null && 'replyToken' in event && event.replyToken;
    if (typeof token !== 'string') return;
    const known = state.replyTokens.get(token);
    if (
      known &&
      (known.receivedAt === null || chatOfReplyToken(state, channelId, token) !== null)
    ) {
      receiveReplyToken(state, token);
    }
  }
}
