import { DEFAULT_WORKSPACE, isWorkspaceName } from '../../domain/workspace-name.ts';
import { isMediaToken } from '../../media/links.ts';
import { isSignature } from '../../platforms/hmac-signature.ts';
import { AUDIT_PATH } from '../../web/audit/addresses.ts';
import { PAGE_HEADERS } from '../../web/audit/headers.ts';
import { pageForStranger } from '../../web/audit/stranger.ts';
import { NO_STYLE, STYLE_AT, STYLE_HEADERS } from '../../web/audit/style.ts';
import { bearerOf, UNAUTHORIZED } from '../../web/bearer.ts';
import { NO_FILE_HEADERS } from '../../web/media-route.ts';
import {
  type AskedWebhook,
  type FAULT,
  refusalByHeaders,
  WEBHOOK_PATHS,
  type WebhookAnswer,
  type WebhookPath,
} from '../../web/webhook-body.ts';

/** What a request says before its body is read. */
export interface RequestFacts {
  readonly method: string;
  /** Of its address, as it was sent: with `%` escapes, without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** An answer that needs no workspace. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Null: no body. */
  readonly text: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a request goes. `workspace`: its name in the address, or `DEFAULT_WORKSPACE`. */
export type Route =
  | Answer
  | {
      readonly kind: 'webhook';
      readonly workspace: string;
      readonly path: WebhookPath;
      /** Otherwise its body is only measured: it may be too large as well. */
      readonly isPlausible: boolean;
    }
  | {
      readonly kind: 'media';
      readonly workspace: string;
      readonly token: string;
      readonly name: string;
    }
  /** The stylesheet of the pages, which is the same for all. */
  | { readonly kind: 'style'; readonly workspace: string }
  /** To the operator's endpoint; its signature is judged there. */
  | { readonly kind: 'operate'; readonly verb: string }
  /** To the app of its workspace, under this path. */
  | { readonly kind: 'pass'; readonly workspace: string; readonly path: string };

const OPERATOR_PATH = '/operator/v1/';
const VERB = /^[a-z][a-z-]{0,39}$/u;
const NAMED = /^\/w\/([^/]*)(\/.*)$/u;
const MEDIA = /^\/media\/([^/]+)\/([^/]+)$/u;

/**
 * Decides where a request goes, by its method, address and headers alone, so that a workspace is
 * only woken for what may concern it. The answers are those of the app (`src/web/app.ts`).
 */
export function routeOf(request: RequestFacts): Route {
  const { path } = request;
  if (path === '/healthz') return isRead(request) ? answer(200, 'ok') : NOT_FOUND;
  if (path.startsWith(OPERATOR_PATH)) return operatorRoute(request);
  if (!path.startsWith('/w/')) return routeWithin(DEFAULT_WORKSPACE, path, request);
  const [, workspace = '', within = ''] = NAMED.exec(path) ?? [];
  return isWorkspaceName(workspace) ? routeWithin(workspace, within, request) : NOT_FOUND;
}

function operatorRoute({ method, path }: RequestFacts): Route {
  const verb = path.slice(OPERATOR_PATH.length);
  if (!VERB.test(verb)) return NOT_FOUND;
  return method === 'POST' ? { kind: 'operate', verb } : notAllowed('POST');
}

function routeWithin(workspace: string, path: string, request: RequestFacts): Route {
  const webhook = WEBHOOK_PATHS.find((known) => known === path);
  if (webhook !== undefined) return webhookRoute(workspace, webhook, request);
  if (path === AUDIT_PATH || path.startsWith(`${AUDIT_PATH}/`)) {
    return auditRoute(workspace, path, request);
  }
  if (!isRead(request)) return NOT_FOUND;
  if (path === '/readyz') return { kind: 'pass', workspace, path };
  if (path === '/metrics') return metricsRoute(workspace, request);
  return mediaRoute(workspace, path);
}

/** Who opened no link sees nothing of a workspace's log: it sleeps on. */
function auditRoute(workspace: string, path: string, request: RequestFacts): Route {
  if (!isRead(request) && request.method !== 'POST') {
    return notAllowed('GET, HEAD, POST', PAGE_HEADERS);
  }
  if (path === STYLE_AT && isRead(request)) return { kind: 'style', workspace };
  const mount = request.path.slice(0, request.path.length - path.length);
  const page = pageForStranger({ path, mount, header: request.header });
  if (page === null) return { kind: 'pass', workspace, path };
  return answer(page.status, page.html, { ...PAGE_HEADERS, 'content-type': HTML });
}

function webhookRoute(
  workspace: string,
  path: WebhookPath,
  { method, header }: RequestFacts,
): Route {
  if (method !== 'POST') return notAllowed('POST');
  const asked: AskedWebhook = { path, header };
  const isPlausible = mayBeSigned(asked);
  const refusal = refusalByHeaders(asked, isPlausible);
  return refusal === null ? { kind: 'webhook', workspace, path, isPlausible } : answerOf(refusal);
}

/** By the form of its headers; which bots there are only the workspace knows. */
const mayBeSigned = ({ path, header }: AskedWebhook): boolean =>
  path === '/line/webhook'
    ? isSignature(header('x-line-signature'))
    : isSignature(header('x-works-signature')) && (header('x-works-botid') ?? '').trim() !== '';

/** Who has no token learns nothing, not even whether there is one: nobody asks from this machine. */
const metricsRoute = (workspace: string, { header }: RequestFacts): Route =>
  bearerOf(header('authorization')) === null
    ? answer(401, 'unauthorized', UNAUTHORIZED)
    : { kind: 'pass', workspace, path: '/metrics' };

function mediaRoute(workspace: string, path: string): Route {
  const [, token, name] = MEDIA.exec(path) ?? [];
  if (token === undefined || name === undefined) return NOT_FOUND;
  if (!isMediaToken(token)) return answer(404, 'not found', NO_FILE_HEADERS);
  return { kind: 'media', workspace, token, name: decoded(name) };
}

const isRead = ({ method }: RequestFacts) => method === 'GET' || method === 'HEAD';

/** What a webhook is answered, as an answer of ours. */
export const answerOf = ({ status, text, endsConnection }: WebhookAnswer | typeof FAULT): Answer =>
  answer(status, text, endsConnection ? { connection: 'close' } : {});

const HTML = 'text/html; charset=UTF-8';
const TEXT = { 'content-type': 'text/plain; charset=UTF-8' };

const answer = (
  status: number,
  text: string | null,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  kind: 'answer',
  status,
  text,
  headers: text === null ? headers : { ...TEXT, ...headers },
});

/** For an address that does not exist. */
export const NOT_FOUND: Answer = answer(404, '404 Not Found');

/** The stylesheet; null: it cannot be had now. */
export const styleAnswer = (style: string | null): Answer =>
  style === null
    ? answer(NO_STYLE.status, NO_STYLE.text, PAGE_HEADERS)
    : answer(200, style, { ...PAGE_HEADERS, ...STYLE_HEADERS });

/** There is no memory for one more large body now; LINE sends it again. */
export const BUSY: Answer = answer(503, 'busy', { connection: 'close', 'retry-after': '2' });

const notAllowed = (allow: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  answer(405, 'method not allowed', { allow, ...headers });

function decoded(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    // No name of ours: its signature will not fit.
    return escaped;
  }
}
