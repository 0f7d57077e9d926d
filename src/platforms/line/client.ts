import type { Clock } from '../../domain/clock.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import type { Outcome } from '../../domain/outcome.ts';
import {
  type Call,
  callWithToken,
  joinUrl,
  LOOKUP_DEADLINE_MS,
  pathWith,
  SEND_DEADLINE_MS,
  unbuildable,
} from '../calls.ts';
import {
  drop,
  FILE_PATIENCE,
  type Sink,
  streamWithToken,
  takeDownload,
  wholeAnswer,
} from '../download.ts';
import { type HttpAnswer, isSuccess, refused, sent, unreadable } from '../failure.ts';
import type { HttpPort } from '../http.ts';
import { type HttpStreamPort, noStream } from '../http-stream.ts';
import {
  botInfoOf,
  endpointOf,
  failedAnswer,
  limitOf,
  lineDetail,
  messageOf,
  profileOf,
  sentMessagesOf,
  transcodingOf,
  usedOf,
  webhookTestOf,
} from './answers.ts';
import { createLineTokens } from './tokens.ts';

/** One Official Account. */
export interface LineAccount {
  readonly channelId: ChannelId;
  /** Channel secrets, the newest first; they sign webhooks and buy stateless tokens. */
  readonly secrets: readonly string[];
  /** Long-lived token from the console, instead of stateless ones. */
  readonly accessToken: string | null;
}

export interface LineClientOptions {
  readonly http: HttpPort;
  readonly clock: Clock;
  /** `https://api.line.me`; a path prefix in it survives. */
  readonly apiBaseUrl: string;
  /** The door for files; absent: none can be fetched. */
  readonly stream?: HttpStreamPort;
  /** `https://api-data.line.me`, where what people send is kept; `apiBaseUrl` unless told. */
  readonly dataApiBaseUrl?: string;
  readonly accounts: readonly LineAccount[];
}

/** What LINE made of one request. Both may be empty or null although it was accepted. */
export interface SentMessages {
  /** In the order of the messages sent. */
  readonly messageIds: readonly string[];
  /** `x-line-request-id`; after a 409 the accepted request's own. */
  readonly requestId: string | null;
}

export interface LineProfile {
  readonly displayName: string;
  /** BCP 47. */
  readonly language: string | null;
  readonly pictureUrl: string | null;
}

export interface BotInfo {
  /** The `destination` of this account's webhooks. */
  readonly userId: string;
  /** With its `@`. */
  readonly basicId: string;
  readonly displayName: string;
  /** Whether LINE's own Chat is on, and then whether messages are read by hand; null: not told. */
  readonly chatMode: 'off' | 'on' | 'on-read-by-hand' | null;
}

/** The console's webhook settings. */
export interface WebhookEndpoint {
  readonly endpoint: string;
  /** False: "Use webhook" is off, nothing is sent. */
  readonly active: boolean;
}

export interface WebhookTest {
  readonly success: boolean;
  /** LINE's own words: OK, COULD_NOT_CONNECT, REQUEST_TIMEOUT, ERROR_STATUS_CODE … */
  readonly reason: string;
}

/** `processing` stands for every word we do not know. */
export type Transcoding = 'processing' | 'succeeded' | 'failed';

/** Messages of this month. */
export interface LineQuota {
  /** Null: no limit. */
  readonly limit: number | null;
  readonly used: number;
}

/**
 * The Messaging API (contracts line.md §2, §4, §6). `permit` is the last look before sending: it is
 * asked in the same tick in which the request leaves, once per attempt; `false` ends in `withheld`.
 */
export interface LineClient {
  /** `body` from `buildPushBody`; `retryKey` a UUID, the same on every repeat (§2.3). */
  push(
    channelId: ChannelId,
    body: string,
    retryKey: string,
    permit?: () => boolean,
  ): Promise<Outcome<SentMessages>>;
  /** `body` from `buildReplyBody`. An unclear reply cannot be repeated blindly (§2.4). */
  reply(channelId: ChannelId, body: string, permit?: () => boolean): Promise<Outcome<SentMessages>>;
  profile(channelId: ChannelId, userId: LineUserId): Promise<Outcome<LineProfile>>;
  botInfo(channelId: ChannelId): Promise<Outcome<BotInfo>>;
  quota(channelId: ChannelId): Promise<Outcome<LineQuota>>;
  /** Where LINE sends this account's events, and whether it does (§6). */
  webhookEndpoint(channelId: ChannelId): Promise<Outcome<WebhookEndpoint>>;
  /** LINE sends a signed empty webhook to the endpoint and tells how that went (§6). */
  testWebhook(channelId: ChannelId): Promise<Outcome<WebhookTest>>;
  leave(channelId: ChannelId, kind: 'group' | 'room', id: string): Promise<Outcome<null>>;
  /** What a LINE user sent (§3), given to the sink in pieces. While LINE prepares it: `preparing`. */
  content<Taken>(
    channelId: ChannelId,
    messageId: string,
    sink: Sink<Taken>,
  ): Promise<Outcome<Taken>>;
  /** How far LINE is with a video or audio (§3). */
  transcoding(channelId: ChannelId, messageId: string): Promise<Outcome<Transcoding>>;
}

const QUOTA_PATH = '/v2/bot/message/quota';
const WEBHOOK_PATH = '/v2/bot/channel/webhook';

type CallRest = Omit<Call, 'url'>;

/** LINE's texts may change (§2.10), so each only decides where the status leaves a choice. */
const BAD_REPLY_TOKEN = /invalid reply token/i;
const MONTHLY_LIMIT = /monthly limit/i;
const RATE_LIMIT = /rate limit/i;

/** Talks to LINE for all configured accounts. */
export function createLineClient(options: LineClientOptions): LineClient {
  const { stream = noStream, dataApiBaseUrl = options.apiBaseUrl } = options;
  const tokens = new Map(
    options.accounts.map((account) => [
      account.channelId,
      createLineTokens({ ...options, ...account }),
    ]),
  );

  async function call(channelId: ChannelId, path: string | null, rest: CallRest) {
    const source = tokens.get(channelId);
    if (source === undefined) return unbuildable('no such LINE channel is configured');
    if (path === null) return unbuildable('no address can be made with this id');
    const url = joinUrl(options.apiBaseUrl, path);
    return callWithToken(options.http, source, { ...rest, url });
  }

  async function read<Answer>(
    channelId: ChannelId,
    path: string | null,
    reader: (answer: HttpAnswer) => Answer | null,
    rest: CallRest = { method: 'GET', deadlineMs: LOOKUP_DEADLINE_MS },
  ): Promise<Outcome<Answer>> {
    const result = await call(channelId, path, rest);
    if (result.kind !== 'answered') return result;
    const { answer } = result;
    if (!isSuccess(answer)) return failedAnswer(answer, options.clock.now());
    const value = reader(answer);
    return value === null ? unreadable(answer) : sent(value);
  }

  async function quota(channelId: ChannelId): Promise<Outcome<LineQuota>> {
    const limit = await read(channelId, QUOTA_PATH, limitOf);
    if (limit.kind !== 'sent') return limit;
    const used = await read(channelId, `${QUOTA_PATH}/consumption`, usedOf);
    if (used.kind !== 'sent') return used;
    return sent({ ...limit.answer, ...used.answer });
  }

  /** A 429 that names neither cause: the month's numbers tell (line.md §2.5). */
  async function usedUp(channelId: ChannelId): Promise<boolean> {
    const numbers = await quota(channelId);
    if (numbers.kind !== 'sent') return false;
    const { limit, used } = numbers.answer;
    return limit !== null && used >= limit;
  }

  return {
    async push(channelId, body, retryKey, permit) {
      const headers = { 'x-line-retry-key': retryKey };
      const rest = { method: 'POST', body, headers, permit, deadlineMs: SEND_DEADLINE_MS } as const;
      const result = await call(channelId, '/v2/bot/message/push', rest);
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      if (isSuccess(answer)) return sent(sentMessagesOf(answer));
      // The key was accepted before, and this is what it sent then (§2.3).
      if (answer.status === 409) return sent(sentMessagesOf(answer), true);
      const failure = failedAnswer(answer, options.clock.now());
      if (answer.status !== 429) return failure;
      const message = messageOf(answer) ?? '';
      const overQuota =
        MONTHLY_LIMIT.test(message) || (!RATE_LIMIT.test(message) && (await usedUp(channelId)));
      return overQuota ? refused('quota', 429, lineDetail(answer)) : failure;
    },

    async reply(channelId, body, permit) {
      const rest = { method: 'POST', body, permit, deadlineMs: SEND_DEADLINE_MS } as const;
      const result = await call(channelId, '/v2/bot/message/reply', rest);
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      if (isSuccess(answer)) return sent(sentMessagesOf(answer));
      if (answer.status === 400 && BAD_REPLY_TOKEN.test(messageOf(answer) ?? '')) {
        return refused('bad-reply-token', 400, lineDetail(answer));
      }
      return failedAnswer(answer, options.clock.now());
    },

    profile: (channelId, userId) => read(channelId, pathWith`/v2/bot/profile/${userId}`, profileOf),

    botInfo: (channelId) => read(channelId, '/v2/bot/info', botInfoOf),

    quota,

    webhookEndpoint: (channelId) => read(channelId, `${WEBHOOK_PATH}/endpoint`, endpointOf),

    testWebhook: (channelId) =>
      read(channelId, `${WEBHOOK_PATH}/test`, webhookTestOf, {
        method: 'POST',
        body: '{}',
        deadlineMs: SEND_DEADLINE_MS,
      }),

    async content(channelId, messageId, sink) {
      const source = tokens.get(channelId);
      if (source === undefined) return unbuildable('no such LINE channel is configured');
      const path = pathWith`/v2/bot/message/${messageId}/content`;
      if (path === null) return unbuildable('no address can be made with this id');
      const url = joinUrl(dataApiBaseUrl, path);
      const call = { method: 'GET' as const, url, headers: {}, ...FILE_PATIENCE };
      const result = await streamWithToken(stream, source, call);
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      if (answer.status === 200) return takeDownload(answer, sink);
      if (answer.status === 202) {
        await drop(answer);
        return { kind: 'retry', reason: 'preparing', afterMs: null, detail: 'HTTP 202' };
      }
      const whole = await wholeAnswer(answer);
      return whole.kind === 'answer' ? failedAnswer(whole, options.clock.now()) : whole;
    },

    async transcoding(channelId, messageId) {
      const source = tokens.get(channelId);
      const path = pathWith`/v2/bot/message/${messageId}/content/transcoding`;
      if (source === undefined || path === null) return unbuildable('no address to ask at');
      const url = joinUrl(dataApiBaseUrl, path);
      const rest: CallRest = { method: 'GET', deadlineMs: LOOKUP_DEADLINE_MS };
      const result = await callWithToken(options.http, source, { ...rest, url });
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      return isSuccess(answer)
        ? sent(transcodingOf(answer))
        : failedAnswer(answer, options.clock.now());
    },

    async leave(channelId, kind, id) {
      const path =
        kind === 'group' ? pathWith`/v2/bot/group/${id}/leave` : pathWith`/v2/bot/room/${id}/leave`;
      const rest = { method: 'POST', deadlineMs: SEND_DEADLINE_MS } as const;
      const left = await read(channelId, path, () => true, rest);
      return left.kind === 'sent' ? sent(null) : left;
    },
  };
}
