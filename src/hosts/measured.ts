import type { LiveConfig } from '../config/types.ts';
import type { TimedStep } from '../domain/figures/tally.ts';
import { countCalls, countStreams, type NoteCall } from '../platforms/count-calls.ts';
import type { HttpPort } from '../platforms/http.ts';
import type { HttpStreamPort } from '../platforms/http-stream.ts';
import { tallyOf } from '../store/memory/tally.ts';
import type { Database, Store } from '../store/sqlite/store.ts';
import type { WebhookParts, WebhookPath } from '../web/webhooks.ts';

const SIDE_OF_PATH = {
  '/line/webhook': 'line',
  '/works/callback': 'line-works',
} as const satisfies Record<WebhookPath, string>;

interface MeasuredParts {
  readonly config: LiveConfig;
  readonly store: Store;
  readonly http: HttpPort;
  readonly stream?: HttpStreamPort;
  readonly onStep?: (told: TimedStep) => void;
  readonly onFault: (what: string, error: unknown) => void;
}

/** The parts with their doors and their faults counted. */
export function measured<Parts extends MeasuredParts>(parts: Parts): Parts {
  const { config, http, stream, onFault, onStep } = parts;
  const tally = tallyOf(parts.store.db);
  if (onStep !== undefined) tally.follow(onStep);
  const addresses = {
    lineApi: config.line.apiBaseUrl,
    lineData: config.line.dataApiBaseUrl,
    worksApi: config.works.apiBaseUrl,
    worksAuth: config.works.authBaseUrl,
  };
  const note: NoteCall = (host, status, tookMs) => {
    tally.add(tally.counts.calls.at(host, status));
    const side = host === 'line' || host === 'line-files' ? 'line' : 'line-works';
    tally.observe(tally.calls[side], tookMs);
  };
  return {
    ...parts,
    http: countCalls(http, addresses, note),
    ...(stream === undefined ? {} : { stream: countStreams(stream, addresses, note) }),
    onFault: (what, error) => {
      tally.add(tally.counts.faults.at('engine'));
      onFault(what, error);
    },
  };
}

/** Counts the answers to webhooks. */
export function noteAnswers(db: Database): NonNullable<WebhookParts['answered']> {
  const tally = tallyOf(db);
  return (path, status, tookMs) => {
    const platform = SIDE_OF_PATH[path];
    tally.add(tally.counts.webhooks.at(platform, String(status)));
    if (tookMs === null) return;
    tally.observe(tally.receipt[platform], tookMs);
    if (tally.isFollowed) tally.tell({ step: 'answer', platform, status, took: tookMs });
  };
}
