import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Disorder } from '../../disorder.ts';
import { createLanes, createUnderWay } from '../../lanes.ts';

/** Posts webhooks in order within a lane, lanes beside one another. */
export interface WebhookSender {
  /** `post` runs when all before it in the lane are done. */
  inLane<T>(lane: string, post: () => Promise<T>): Promise<T>;
  /** The same, with whatever disorder is set; `again` tells the second time of an event. */
  inDisorder<T>(lane: string, post: (again: boolean) => Promise<T>): Promise<T>;
  /** The status, or why there is none. */
  post(url: string, body: string, signature: string | null): Promise<PostResult>;
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

export type PostResult =
  | { readonly status: number }
  | { readonly status: null; readonly reason: 'REQUEST_TIMEOUT' | 'COULD_NOT_CONNECT' };

/** Makes the sender of one platform. */
export function createWebhookSender(cutOffMs: number, disorder: Disorder): WebhookSender {
  const agent = new Agent({ connections: 64 });
  const underWay = createUnderWay();
  const { tracked } = underWay;
  const lanes = createLanes();
  const inLane: WebhookSender['inLane'] = (lane, run) => tracked(lanes.inLane(lane, run));
  return {
    inLane,
    inDisorder: (lane, post) =>
      tracked(disorder.run(lane, (again) => inLane(lane, () => post(again)))),
    post: (url, body, signature) => tracked(postOnce(agent, cutOffMs, url, body, signature)),
    quiet: underWay.quiet,
    stop: () => agent.destroy(),
  };
}

async function postOnce(
  agent: Agent,
  cutOffMs: number,
  url: string,
  body: string,
  signature: string | null,
): Promise<PostResult> {
  const cutOff = new AbortController();
  const timer = setTimeout(() => cutOff.abort(), cutOffMs);
  timer.unref();
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'LineBotWebhook/2.0',
        ...(signature === null ? {} : { 'x-line-signature': signature }),
      },
      body,
      dispatcher: agent,
      signal: cutOff.signal,
    });
    await answer.body.dump();
    return { status: answer.statusCode };
  } catch {
    return {
      status: null,
      reason: cutOff.signal.aborted ? 'REQUEST_TIMEOUT' : 'COULD_NOT_CONNECT',
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Compact JSON in which characters beyond the BMP stand as escapes (line.md §1.1). */
export function webhookBody(destination: string, events: readonly unknown[]): string {
  return JSON.stringify({ destination, events }).replace(
    /[\ud800-\udfff]/g,
    (half) => `\\u${half.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** line.md §1.2 */
export function signatureOf(channelSecret: string, body: string): string {
  return createHmac('sha256', channelSecret).update(body).digest('base64');
}
