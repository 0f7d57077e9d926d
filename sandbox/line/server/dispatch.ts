import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpCut, HttpRequest } from '../../http.ts';
import type { FaultControl } from '../faults/faults.ts';
import type { Exchange, Route } from '../routes/route.ts';
import type { State } from '../state.ts';
import { accountOfBearer } from '../tokens.ts';
import { chatOfReplyToken } from '../webhooks/events.ts';
import type { WebhookSender } from '../webhooks/sender.ts';
import { NOT_FOUND, refusal } from './answers.ts';
import type { CallLog, OpenCall } from './calls.ts';

export interface DispatchContext {
  readonly state: State;
  readonly sender: WebhookSender;
  readonly faults: FaultControl;
  readonly log: CallLog;
}

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
}

/** A request handler for these routes: log, faults, authorisation, body, route, in this order. */
export function createDispatch(context: DispatchContext, routes: readonly Route[]) {
  const compiled = routes.map((route): Compiled => ({ route, pattern: patternOf(route.path) }));

  return async function dispatch(request: HttpRequest): Promise<HttpAnswer | HttpCut> {
    const found = findRoute(compiled, request);
    const call = openCall(context.state, request, found.route);
    context.log.add(call);
    const userId = targetOf(context.state, call, found.params);
    const facts = { api: call.api, userId, body: call.body };
    const early = await context.faults.before(facts, request.gone);
    if (early !== null) return finish(call, early);
    const answer = await handle(context, request, found, call);
    return finish(call, await context.faults.after(facts, answer, request.gone));
  };
}

interface Found {
  readonly route: Route | null;
  readonly params: readonly string[];
  /** The path exists, with other methods. */
  readonly otherMethod: boolean;
}

function findRoute(compiled: readonly Compiled[], request: HttpRequest): Found {
  let otherMethod = false;
  for (const { route, pattern } of compiled) {
    const match = pattern.exec(request.path);
    if (match === null) continue;
    if (route.method === request.method) {
      return { route, params: match.slice(1).map(decode), otherMethod: false };
    }
    otherMethod = true;
  }
  return { route: null, params: [], otherMethod };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[a-zA-Z]+/g, '([^/]+)')}$`);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function openCall(state: State, request: HttpRequest, route: Route | null): OpenCall {
  const account = accountOfBearer(state, request.headers.authorization);
  const body = parsedBody(request);
  const retryKey = request.headers['x-line-retry-key'];
  return {
    at: state.now(),
    method: request.method,
    path: request.path,
    api: route?.api ?? 'unknown',
    authorized: account !== null,
    channelId: account?.channelId ?? (route?.api === 'token' ? textField(body, 'client_id') : null),
    body: masked(body),
    requestId: randomUUID(),
    retryKey: typeof retryKey === 'string' ? retryKey : null,
    status: null,
    note: null,
  };
}

/** The user or group the call is about, for faults that concern one. */
function targetOf(state: State, call: OpenCall, params: readonly string[]): string | null {
  const token = textField(call.body, 'replyToken');
  const byToken = token && call.channelId ? chatOfReplyToken(state, call.channelId, token) : null;
  return (
    byToken ?? textField(call.body, 'to') ?? textField(call.body, 'chatId') ?? params[0] ?? null
  );
}

async function handle(
  context: DispatchContext,
  request: HttpRequest,
  { route, params, otherMethod }: Found,
  call: OpenCall,
): Promise<HttpAnswer> {
  if (route === null) return otherMethod ? refusal(405, 'Method not allowed') : NOT_FOUND;
  const { state, sender } = context;
  const account = accountOfBearer(state, request.headers.authorization);
  if (!route.open && account === null) return unauthorized();
  const refused = refusedBody(route, request);
  if (refused !== null) return refused;
  const exchange: Exchange = {
    state,
    sender,
    request,
    params,
    body: bodyFor(route, request),
    call,
  };
  if (route.open) return route.handle(exchange);
  return account === null ? unauthorized() : route.handle({ ...exchange, account });
}

/** line.md §2.4, §2.10 */
function unauthorized(): HttpAnswer {
  return refusal(
    401,
    'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.',
  );
}

function refusedBody(route: Route, request: HttpRequest): HttpAnswer | null {
  if (request.tooLarge) return refusal(413, 'Request Entity Too Large');
  if (route.takes === 'nothing' || (route.api === 'webhook-test' && request.body.length === 0))
    return null;
  const type = request.headers['content-type'] ?? '';
  const wanted = route.takes === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  if (type.split(';')[0]?.trim().toLowerCase() !== wanted) {
    return refusal(415, `The content type, ${type}, is not supported`);
  }
  if (route.takes === 'json' && parseJson(request.body) === undefined) {
    return refusal(400, 'The request body could not be parsed as JSON (line: -, column: -)');
  }
  return null;
}

function bodyFor(route: Route, request: HttpRequest): unknown {
  if (route.takes === 'nothing') return undefined;
  return route.takes === 'form' ? parseForm(request.body) : parseJson(request.body);
}

function finish(call: OpenCall, answer: HttpAnswer | HttpCut): HttpAnswer | HttpCut {
  if ('cut' in answer) {
    return answer.halfOf ? { ...answer, halfOf: stamped(call, answer.halfOf) } : answer;
  }
  call.status = answer.status;
  return stamped(call, answer);
}

/** line.md §2.10: `x-line-request-id` on every response; the time is the platform's own. */
function stamped(call: OpenCall, answer: HttpAnswer): HttpAnswer {
  const date = new Date(call.at).toUTCString();
  return { ...answer, headers: { date, 'x-line-request-id': call.requestId, ...answer.headers } };
}

function parsedBody(request: HttpRequest): unknown {
  if (request.body.length === 0) return null;
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return (form ? parseForm(request.body) : parseJson(request.body)) ?? null;
}

function parseForm(body: Buffer): unknown {
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** Undefined when it is not JSON in UTF-8. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function masked(body: unknown): unknown {
  if (textField(body, 'client_secret') === null) return body;
  return { ...Object(body), client_secret: '***' };
}

function textField(body: unknown, name: string): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' ? value : null;
}
