import type { Outcome } from '../../domain/delivery/outcome.ts';
import { type Call, callWithToken, joinUrl, unbuildable } from '../calls.ts';
import { type HttpAnswer, isSuccess, sent, unreadable } from '../failure.ts';
import { noStream } from '../http-stream.ts';
import { failedAnswer, rateReadingOf } from './answers.ts';
import type { WorksApi, WorksClientOptions } from './api.ts';
import type { StreamParts } from './attachment.ts';
import type { FileParts } from './files.ts';
import { createWorksTokens, type WorksTokens } from './tokens.ts';

/** A call before its address and its token. */
export type CallRest = Omit<Call, 'url'>;

/**
 * LINE WORKS calls with the service account's token; each answer reports the rate left on its API.
 */
export interface WorksCalls {
  readonly tokens: WorksTokens;
  /** What file calls are made with. */
  readonly parts: FileParts & StreamParts;
  tellRate(api: WorksApi, answer: Pick<HttpAnswer, 'headers'>): void;
  /** @param path null: the id cannot be part of an address */
  call<Answer>(
    api: WorksApi,
    path: string | null,
    rest: CallRest,
    reader: (answer: HttpAnswer) => Answer | null,
  ): Promise<Outcome<Answer>>;
  /** A call whose success has no body to read (§0 row 4). */
  tell(api: WorksApi, path: string | null, rest: CallRest): Promise<Outcome<null>>;
  urlOf(path: string): string;
}

export const NO_ADDRESS = unbuildable('no address can be made with this id');

export function worksCalls(options: WorksClientOptions): WorksCalls {
  const { http, clock, onRate, stream = noStream } = options;
  const tokens = createWorksTokens(options);
  const urlOf = (path: string) => joinUrl(options.apiBaseUrl, path);

  const tellRate: WorksCalls['tellRate'] = (api, answer) => {
    const reading = rateReadingOf(answer);
    if (reading !== null) onRate?.(api, reading);
  };

  const call: WorksCalls['call'] = async (api, path, rest, reader) => {
    if (path === null) return NO_ADDRESS;
    const result = await callWithToken(http, tokens, { ...rest, url: urlOf(path) });
    if (result.kind !== 'answered') return result;
    const { answer } = result;
    tellRate(api, answer);
    if (!isSuccess(answer)) return failedAnswer(answer, clock.now());
    const value = reader(answer);
    return value === null ? unreadable(answer) : sent(value);
  };

  return {
    tokens,
    parts: { http, tokens, stream, now: () => clock.now() },
    tellRate,
    call,
    urlOf,
    async tell(api, path, rest) {
      const outcome = await call(api, path, rest, () => true);
      return outcome.kind === 'sent' ? sent(null) : outcome;
    },
  };
}
