import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Disorder } from '../../disorder.ts';
import { createLanes, createUnderWay } from '../../lanes.ts';
import type { BotRecord, RoomRecord } from '../tenant/records.ts';
import type { WorksClock } from '../types.ts';

/** One event without its envelope: the fields after `issuedTime`, and whose it is. */
export interface CallbackEvent {
  type: string;
  /** In the order of the wire: userId, channelId, domainId. */
  source: { userId?: string; channelId?: string; domainId: number };
  rest?: Record<string, unknown>;
}

/** Delivers events to bots, once each: a failed one is never sent again (line-works.md §2.1). */
export interface Callbacks {
  deliver(bot: BotRecord, room: RoomRecord, event: CallbackEvent): Promise<number | null>;
  raw(
    bot: BotRecord,
    body: string,
    o: { signature?: string | null; botIdHeader?: string | null },
  ): Promise<number>;
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** ISO time with the trailing zeros of the fraction dropped, as real ones (line-works.md §2.2). */
export function issuedTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.?0{0,3}Z$/, 'Z');
}

/** base64(HMAC-SHA256(bot secret, raw body)) (line-works.md §2.1). */
export function sign(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('base64');
}

function isTicked(bot: BotRecord, event: CallbackEvent): boolean {
  if (!bot.channelEvents.includes(event.type)) return false;
  const content = event.rest?.content;
  if (event.type !== 'message' || typeof content !== 'object' || content === null) return true;
  return 'type' in content && bot.callbackEvents.includes(String(content.type));
}

/** Two events of one bot never share an instant, as with people; a frozen test clock would. */
function distinctTimes(clock: WorksClock): () => number {
  let last = 0;
  return () => {
    const now = clock.now();
    last = now <= last && last - now < 1000 ? last + 1 : now;
    return last;
  };
}

type Post = (url: string, body: string, headers: Record<string, string>) => Promise<number>;

/** Makes the delivery service. */
export function callbackService(
  clock: WorksClock,
  timeoutMs: number,
  disorder: Disorder,
): Callbacks {
  // One connection per callback: a kept one that the bot just closed would lose the event.
  const agent = new Agent({ connectTimeout: timeoutMs, pipelining: 0 });
  const post: Post = (url, body, headers) => postOnce(agent, timeoutMs, url, body, headers);
  const { inLane } = createLanes();
  const { tracked, quiet } = createUnderWay();
  const nextTime = distinctTimes(clock);
  return {
    deliver: (bot, room, event) => {
      if (!bot.enableCallback || bot.callbackUrl === null || !isTicked(bot, event)) {
        return Promise.resolve(null);
      }
      const { type, source, rest } = event;
      const body = JSON.stringify({ type, source, issuedTime: issuedTime(nextTime()), ...rest });
      // Callbacks of one room keep their order.
      const lane = room.channelId;
      return tracked(disorder.run(lane, () => inLane(lane, () => attempt(post, bot, body))));
    },
    raw: (bot, body, o) => postRaw(post, bot, body, o),
    quiet,
    stop: () => agent.destroy(),
  };
}

async function postOnce(
  agent: Agent,
  timeoutMs: number,
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number> {
  const answer = await request(url, {
    method: 'POST',
    dispatcher: agent,
    signal: AbortSignal.timeout(timeoutMs),
    headers: { 'Content-Type': 'application/json; charset=UTF-8', ...headers },
    body: Buffer.from(body, 'utf8'),
  });
  await answer.body.dump();
  return answer.statusCode;
}

/** Posts as LINE WORKS does; null when the bot was not reached. */
async function attempt(post: Post, bot: BotRecord, body: string): Promise<number | null> {
  if (bot.callbackUrl === null) return null;
  const headers = { 'X-WORKS-BotId': bot.botId, 'X-WORKS-Signature': sign(bot.botSecret, body) };
  try {
    return await post(bot.callbackUrl, body, headers);
  } catch {
    return null;
  }
}

function postRaw(
  post: Post,
  bot: BotRecord,
  body: string,
  {
    signature = sign(bot.botSecret, body),
    botIdHeader = bot.botId,
  }: Parameters<Callbacks['raw']>[2],
): Promise<number> {
  if (bot.callbackUrl === null) throw new Error(`bot ${bot.botId} has no callback URL`);
  return post(bot.callbackUrl, body, {
    ...(botIdHeader === null ? {} : { 'X-WORKS-BotId': botIdHeader }),
    ...(signature === null ? {} : { 'X-WORKS-Signature': signature }),
  });
}
