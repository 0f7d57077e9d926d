import type { LiveConfig } from '../config/types.ts';
import type { Clock } from '../domain/clock.ts';
import type { Step } from '../domain/figures/step.ts';
import { countCalls, countStreams, type NoteCall } from '../platforms/count-calls.ts';
import type { HttpPort } from '../platforms/http.ts';
import type { HttpStreamPort } from '../platforms/http-stream.ts';
import { tallyOf } from '../store/memory/tally.ts';
import type { Database, Store } from '../store/sqlite/store.ts';
import type { WebhookPath } from '../web/webhook-body.ts';
import type { WebhookParts } from '../web/webhooks.ts';

const SIDE_OF_PATH = {
  '/line/webhook': 'line',
  '/works/callback': 'line-works',
} as const satisfies Record<WebhookPath, string>;

/** Hears of a step, and how long its event has been with us (ms; null: that is not known). */
export type OnStep = (step: Step, ms: number | null) => void;

interface MeasuredParts {
  readonly config: LiveConfig;
  readonly store: Store;
  readonly http: HttpPort;
  readonly stream?: HttpStreamPort;
  readonly clock: Clock;
  readonly onStep?: OnStep;
  readonly onFault: (what: string, error: unknown) => void;
}

/** The parts with their doors and their faults counted. */
export function measured<Parts extends MeasuredParts>(parts: Parts): Parts {
  const { config, clock, http, stream, onFault, onStep } = parts;
  const tally = tallyOf(parts.store.db);
  if (onStep !== undefined) {
    tally.follow(({ step, since }) => onStep(step, since === null ? null : clock.now() - since));
  }
  const addresses = {
    lineApi: config.line.apiBaseUrl,
    lineData: config.line.dataApiBaseUrl,
    worksApi: config.works.apiBaseUrl,
    worksAuth: config.works.authBaseUrl,
  };
  const note: NoteCall = ({ host, status, request, tookMs }) => {
    tally.add(tally.counts.calls.at(host, status));
    if (tally.isFollowed) {
      tally.tell({ step: 'exchange', host, status, request, took: rounded(tookMs) });
    }
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

const rounded = (ms: number) => Math.round(ms * 10) / 10;

/** Counts the answers to webhooks. */
export function noteAnswers(db: Database): NonNullable<WebhookParts['answered']> {
  const tally = tallyOf(db);
  return (path, status, tookMs) => {
    const platform = SIDE_OF_PATH[path];
    tally.add(tally.counts.webhooks.at(platform, String(status)));
    if (tookMs === null) return;
    tally.observe(tally.receipt[platform], tookMs);
    if (tally.isFollowed) tally.tell({ step: 'answer', platform, status, took: rounded(tookMs) });
  };
}
