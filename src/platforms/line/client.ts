import { noStream } from '../http-stream.ts';
import { accountCalls } from './account-calls.ts';
import type { LineClient, LineClientOptions } from './api.ts';
import { lineFiles } from './files.ts';
import { lineLookups } from './lookups.ts';
import { lineSending } from './sending.ts';

export type * from './api.ts';

/** Calls LINE for all configured accounts. */
export function createLineClient(options: LineClientOptions): LineClient {
  const { stream = noStream, dataApiBaseUrl = options.apiBaseUrl } = options;
  const calls = accountCalls(options);
  return {
    ...lineSending(calls),
    ...lineLookups(calls),
    ...lineFiles(calls, stream, dataApiBaseUrl),
  };
}
