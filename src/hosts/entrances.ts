import type { Hono } from 'hono';
import type { Engine } from '../../bridge/engine.ts';
import type { Context } from '../context.ts';
import type { WorksClient } from '../platforms/line-works/client.ts';
import { type AppParts, createApp } from '../web/app.ts';
import { streamedBody } from '../web/body-stream.ts';
import { createWebhooks, type Webhooks } from '../web/webhooks.ts';
import { noteAnswers } from './measured.ts';
import { type MeteredParts, metricsOf } from './metrics.ts';
import { pausedAnswers } from './paused-answers.ts';
import { receiversOf } from './receivers.ts';
import { stopNoter } from './watching.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** What a host passes requests on to. */
export interface Entrances {
  readonly app: Hono;
  /** The app's handling of the platforms' requests, for a host with a request form of its own. */
  readonly webhooks: Webhooks;
  /** Nothing is received from now on: the next start tells of it when it comes late. */
  noteStop(): void;
}

interface EntranceParts extends Pick<AppParts, 'blobs'>, MeteredParts {
  readonly context: Context;
  readonly engine: Engine;
  readonly works: WorksClient;
  readonly skewMs: () => number | null;
}

/** How requests come in. */
export function entrancesOf(parts: WorkspaceParts, inside: EntranceParts): Entrances {
  const { context, engine, blobs, checkpoints, skewMs } = inside;
  const { arriving, arrived } = engine;
  const hears = { arriving, arrived, answered: noteAnswers(parts.store.db) };
  const received = receiversOf(parts, context, skewMs);
  const keep = parts.isPaused === true ? keepPaused(received.keep, parts, inside) : received.keep;
  const webhooks = createWebhooks({ ...received, keep, ...hears });
  const metrics = metricsOf(parts, inside);
  const app = createApp({ context, blobs, webhooks, checkpoints, metrics, ...hostOf(parts) });
  return { app, webhooks, noteStop: stopNoter(parts) };
}

const hostOf = ({ bodyOf, readAsset }: WorkspaceParts) => ({
  bodyOf: bodyOf ?? streamedBody,
  readAsset: readAsset ?? (async () => null),
});

type Keep = ReturnType<typeof receiversOf>['keep'];

/** What is kept while nothing moves, and whoever waits for an answer is told so. */
function keepPaused(
  keep: Keep,
  { onFault }: Pick<WorkspaceParts, 'onFault'>,
  { context, works }: Pick<EntranceParts, 'context' | 'works'>,
): Keep {
  const tell = pausedAnswers(context, works);
  return async (kept) => {
    const isKept = await keep(kept);
    if (isKept) tell(kept).catch((error: unknown) => onFault('paused', error));
    return isKept;
  };
}
