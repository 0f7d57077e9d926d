import type { AccountDoc } from './documents.ts';
import { randomToken, seal, unseal } from './ids.ts';
import { changeAccount, type State } from './state.ts';

/** line.md §5.5 */
export const STATELESS_LIFE_S = 900;
/** line.md §5.5: 30 days */
export const SHORT_LIVED_LIFE_S = 2_592_000;
/** line.md §5.5: the 31st revokes the oldest. */
const SHORT_LIVED_LIMIT = 30;

/** A stateless token. Any number of them is valid until they expire. */
export function issueStateless(state: State, account: AccountDoc): string {
  const expiresAt = state.now() + STATELESS_LIFE_S * 1000;
  const payload = [account.channelId, account.tokenGeneration, expiresAt, randomToken(6)].join(' ');
  return seal(state.platformKey, 'sl', payload);
}

export function issueShortLived(state: State, account: AccountDoc): string {
  const token = randomToken(48);
  const expiresAt = state.now() + SHORT_LIVED_LIFE_S * 1000;
  const tokens = [...account.shortLivedTokens, { token, expiresAt }].slice(-SHORT_LIVED_LIMIT);
  changeAccount(state, account.channelId, { shortLivedTokens: tokens });
  return token;
}

/** A token, its account and when it ends (null: never); null for one that is not valid now. */
export function readToken(
  state: State,
  token: string,
): { readonly account: AccountDoc; readonly expiresAt: number | null } | null {
  return readStateless(state, token) ?? readStored(state, token);
}

function readStateless(state: State, token: string) {
  const payload = unseal(state.platformKey, 'sl', token);
  if (payload === null) return null;
  const [channelId = '', generation, expiry] = payload.split(' ');
  const account = state.accounts.get(channelId);
  const expiresAt = Number(expiry);
  if (account === undefined || String(account.tokenGeneration) !== generation) return null;
  return state.now() < expiresAt ? { account, expiresAt } : null;
}

function readStored(state: State, token: string) {
  for (const account of state.accounts.values()) {
    if (account.longLivedToken === token) return { account, expiresAt: null };
    const short = account.shortLivedTokens.find((one) => one.token === token);
    if (short && state.now() < short.expiresAt) return { account, expiresAt: short.expiresAt };
  }
  return null;
}

/** Of the `authorization` header; null when it carries no valid token. */
export function accountOfBearer(state: State, header: string | undefined): AccountDoc | null {
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
  return token === undefined ? null : (readToken(state, token)?.account ?? null);
}
