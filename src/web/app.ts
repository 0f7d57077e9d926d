import type { Context as Call } from 'hono';
import { Hono } from 'hono';
import type { Context } from '../context.ts';
import { logFault } from '../log.ts';
import type { BlobStore } from '../media/blob-store.ts';
import type { ProcessFacts } from '../services/metrics/gather.ts';
import { AUDIT_PATH } from './audit/addresses.ts';
import { createAuditPage } from './audit/audit-page.ts';
import type { AuditPageParts } from './audit/viewer.ts';
import type { BodySource } from './body-gate.ts';
import { mediaRoute } from './media-route.ts';
import { type MetricsParts, metricsRoute } from './metrics-route.ts';
import { createReadiness } from './readiness.ts';
import { WEBHOOK_PATHS, type WebhookPath } from './webhook-body.ts';
import type { Webhooks } from './webhooks.ts';

export interface AppParts {
  readonly context: Context;
  readonly blobs: BlobStore;
  readonly bodyOf: (request: Request, env: unknown) => BodySource;
  readonly webhooks: Webhooks;
  readonly checkpoints: AuditPageParts['checkpoints'];
  readonly readAsset: AuditPageParts['readAsset'];
  readonly metrics: Omit<MetricsParts, 'facts'> & { readonly facts: Omit<ProcessFacts, 'isReady'> };
}

/** The HTTP side of a workspace (DESIGN §9). */
export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  const isReady = createReadiness(parts.context, parts.webhooks);

  for (const path of WEBHOOK_PATHS) {
    app.post(path, (c) => answerWebhook(c, parts, path));
    app.all(path, (c) => c.text('method not allowed', 405, { allow: 'POST' }));
  }
  app.route('/media', mediaRoute(parts.context, parts.blobs));
  app.route(AUDIT_PATH, createAuditPage({ ...parts, onFault: logFault }));
  app.route('/metrics', metricsRoute(parts.context, metricsOf(parts, isReady)));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => (isReady() ? c.text('ready') : c.text('not ready', 503)));
  app.onError((error, c) => {
    logFault('http', error);
    return c.text('internal error', 500);
  });
  return app;
}

const metricsOf = ({ metrics }: AppParts, isReady: () => boolean): MetricsParts => ({
  ...metrics,
  facts: { ...metrics.facts, isReady },
});

async function answerWebhook(
  c: Call,
  { webhooks, bodyOf }: AppParts,
  path: WebhookPath,
): Promise<Response> {
  const header = (name: string) => c.req.header(name);
  const source = bodyOf(c.req.raw, c.env);
  const { status, text, endsConnection } = await webhooks.answer({ path, header }, source);
  const headers = endsConnection ? { connection: 'close' } : {};
  return text === null ? c.body(null, status, headers) : c.text(text, status, headers);
}
