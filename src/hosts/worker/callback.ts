import { wholeBody } from '../../web/body-stream.ts';
import { FAULT, type WebhookAnswer, type WebhookPath } from '../../web/webhook-body.ts';
import type { Webhooks } from '../../web/webhooks.ts';
import type { Absence } from './refusal.ts';

/** A webhook that the front has read, on its way to its object. */
export interface Callback {
  readonly path: WebhookPath;
  /** Those of `CALLBACK_HEADERS` that it carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** When it came, where it was held; epoch ms. */
  readonly receivedAt?: number;
}

export type CallbackAnswer = (WebhookAnswer | typeof FAULT) & Pick<Absence, 'retryAfterS'>;

/** Hands a webhook to the workspace. */
export type Take = (callback: Callback) => Promise<CallbackAnswer>;

/** Whether the workspace has taken it, or refused it for good. What throws is answered 500. */
export const isKept = ({ status }: Pick<CallbackAnswer, 'status'>): boolean => status < 500;

/** What a webhook is judged by. */
const CALLBACK_HEADERS = ['x-line-signature', 'x-works-botid', 'x-works-signature'] as const;

export function callbackOf(path: WebhookPath, headers: Headers, bytes: Uint8Array): Callback {
  const carried = CALLBACK_HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { path, headers: Object.fromEntries(carried), bytes };
}

/** Keeps a webhook. A fault of ours is an answer: what is thrown would be taken for a reset. */
export async function takeCallback(
  webhooks: Webhooks,
  { path, headers, bytes, receivedAt }: Callback,
  onFault: (what: string, error: unknown) => void,
): Promise<CallbackAnswer> {
  try {
    const asked = { path, header: (name: string) => headers[name], receivedAt };
    return await webhooks.answer(asked, wholeBody(bytes));
  } catch (error) {
    onFault('http', error);
    return FAULT;
  }
}
