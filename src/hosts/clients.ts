import type { RateBook } from '../../bridge/deliver/admission/rate-book.ts';
import type { Clock } from '../domain/clock.ts';
import { platformsTime } from '../domain/limits/wrong-clock.ts';
import type { HttpPort } from '../platforms/http.ts';
import { noStream } from '../platforms/http-stream.ts';
import { createLineClient, type LineClient } from '../platforms/line/client.ts';
import { createWorksClient, type WorksClient } from '../platforms/line-works/client.ts';
import { shelfOf } from './kept-parts.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** The clients of the platforms, each with its own addresses and credentials. */
export function clientsOf(
  parts: WorkspaceParts,
  http: HttpPort,
  onRate: RateBook['read'],
  clock: Clock,
): { readonly line: LineClient; readonly works: WorksClient } {
  const { config, stream = noStream } = parts;
  const kept = shelfOf(parts);
  return {
    line: createLineClient({
      http,
      clock,
      stream,
      apiBaseUrl: config.line.apiBaseUrl,
      dataApiBaseUrl: config.line.dataApiBaseUrl,
      accounts: config.line.channels,
      ...kept,
    }),
    works: createWorksClient({
      http,
      stream,
      clock,
      apiBaseUrl: config.works.apiBaseUrl,
      authBaseUrl: config.works.authBaseUrl,
      credentials: config.works,
      onRate,
      ...kept,
    }),
  };
}

/** Tokens are bought and run out by the platforms' time, whatever ours shows. */
export const clockOfPlatforms = (clock: Clock, skewMs: () => number | null): Clock => ({
  now: () => platformsTime(clock.now(), skewMs()),
});
