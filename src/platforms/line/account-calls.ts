import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { ChannelId } from '../../domain/ids.ts';
import {
  type Answered,
  type Call,
  callWithToken,
  joinUrl,
  LOOKUP_DEADLINE_MS,
  unbuildable,
} from '../calls.ts';
import { type Failure, type HttpAnswer, isSuccess, sent, unreadable } from '../failure.ts';
import type { TokenSource } from '../token-source.ts';
import { failedAnswer } from './answers.ts';
import type { LineClientOptions } from './api.ts';
import { createLineTokens } from './tokens.ts';

/** A call before its address and its token; without a body it is a look-up. */
export type CallRest = Omit<Call, 'url'>;

const LOOKUP: CallRest = { method: 'GET', deadlineMs: LOOKUP_DEADLINE_MS };

/** Calls of the Messaging API, each with the token of an account. */
export interface AccountCalls {
  /** Null: the account is not configured. */
  tokensOf(channelId: ChannelId): TokenSource | null;
  /** @param path null: the id cannot be part of an address */
  call(
    channelId: ChannelId,
    path: string | null,
    rest: CallRest,
    baseUrl?: string,
  ): Promise<Answered | Failure>;
  /** A call whose answer a reader converts; null: it cannot be read. */
  read<Answer>(
    channelId: ChannelId,
    path: string | null,
    reader: (answer: HttpAnswer) => Answer | null,
    rest?: CallRest,
    baseUrl?: string,
  ): Promise<Outcome<Answer>>;
  /** The meaning of an answer other than 2xx, now. */
  failed(answer: HttpAnswer): Failure;
}

export const NO_CHANNEL = unbuildable('no such LINE channel is configured');
export const NO_ADDRESS = unbuildable('no address can be made with this id');

export function accountCalls(options: LineClientOptions): AccountCalls {
  const tokens = new Map(
    options.accounts.map((account) => [
      account.channelId,
      createLineTokens({ ...options, ...account }),
    ]),
  );
  const failed = (answer: HttpAnswer) => failedAnswer(answer, options.clock.now());

  const call: AccountCalls['call'] = async (channelId, path, rest, base = options.apiBaseUrl) => {
    const source = tokens.get(channelId);
    if (source === undefined) return NO_CHANNEL;
    if (path === null) return NO_ADDRESS;
    return callWithToken(options.http, source, { ...rest, url: joinUrl(base, path) });
  };

  return {
    tokensOf: (channelId) => tokens.get(channelId) ?? null,
    call,
    failed,
    async read(channelId, path, reader, rest = LOOKUP, baseUrl) {
      const result = await call(channelId, path, rest, baseUrl);
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      if (!isSuccess(answer)) return failed(answer);
      const value = reader(answer);
      return value === null ? unreadable(answer) : sent(value);
    },
  };
}
