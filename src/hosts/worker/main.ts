import './bundle-order.ts';

import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import { streamedBody } from '../../web/body-stream.ts';
import {
  createWebhookGate,
  lengthOf,
  MOST_BYTES,
  readWebhook,
  SMALL_BYTES,
} from '../../web/webhook-body.ts';
import { systemChance } from '../chance.ts';
import { assetsBy, fetchAsset } from './assets.ts';
import { type CallbackAnswer, callbackOf } from './callback.ts';
import { streamFile } from './edge-media.ts';
import { explain, faultsOf, noteFault, noteGivenUp, variablesOf } from './environment.ts';
import { type Answer, answerOf, BUSY, type Route, routeOf, styleAnswer } from './front.ts';
import { type MediaAnswer, type MediaVerdict, NO_FILE } from './judge-media.ts';
import { createLargeBodies } from './large-bodies.ts';
import { WorkspaceObject } from './object.ts';
import { type OperatorEnv, operate, watch } from './operator-entrance.ts';
import { NO_ANSWER, NOT_SET_UP, refusal, retryHeaders } from './refusal.ts';
import { type Pace, repeat } from './repeat.ts';
import { ofLength } from './with-length.ts';

export { RegistryObject } from './registry-object.ts';
export { WorkspaceObject };

interface FrontEnv extends OperatorEnv {
  readonly WORKSPACE: DurableObjectNamespace<WorkspaceObject>;
}

/**
 * Kakehashi on Cloudflare Workers: the workspace of Node in a Durable Object (DESIGN §3). This front
 * keeps nothing between requests, and wakes an object only for what may concern it.
 */
export default {
  fetch: async (request, env) => {
    const { pathname: path } = new URL(request.url);
    const header = (name: string) => request.headers.get(name) ?? undefined;
    const route = routeOf({ method: request.method, path, header });
    switch (route.kind) {
      case 'answer':
        return responseOf(route, request);
      case 'style':
        return responseOf(styleAnswer(await styleOf(route.workspace, env)), request);
      case 'webhook':
        return passWebhook(route, request, env);
      case 'operate':
        return operate(request, env);
      case 'media':
        return passMedia(route, request, env);
      case 'pass':
        return pass(route.workspace, route.path, request, env);
      default:
        return route satisfies never;
    }
  },
  scheduled: (_, env) => watch(env),
} satisfies ExportedHandler<FrontEnv>;

const responseOf = ({ status, text, headers }: Answer, { method }: Request): Response =>
  new Response(method === 'HEAD' ? null : text, { status, headers });

/** Of the deployment, so that no workspace wakes for it. */
const styleOf = (workspace: string, env: FrontEnv): Promise<string | null> =>
  assetsBy(
    (name) => fetchAsset(env.ASSETS, name),
    (what, error) => noteFault(workspace, what, error),
  )('style.css');

/** Of an isolate with its 128 MB, which the objects in it share. A body is read within 5 s and handed on within 2. */
const largeBodies = createLargeBodies(
  { smallBytes: SMALL_BYTES, bytesEach: MOST_BYTES, bytesTogether: 32_000_000, ms: 8000 },
  Date.now,
);

async function passWebhook(
  route: Extract<Route, { kind: 'webhook' }>,
  request: Request,
  env: FrontEnv,
): Promise<Response> {
  const declared = lengthOf({ header: (name) => request.headers.get(name) ?? undefined });
  const leave = largeBodies.enter(declared);
  if (leave === null) return responseOf(BUSY, request);
  try {
    return await readAndPass(route, request, env);
  } finally {
    leave();
  }
}

/** Reads a webhook whole, so that it can be handed on again when its object was reset meanwhile. */
async function readAndPass(
  { workspace, path, isPlausible }: Extract<Route, { kind: 'webhook' }>,
  request: Request,
  env: FrontEnv,
): Promise<Response> {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  // A gate for each: a request may not end the reading of another one.
  const gate = createWebhookGate();
  const read = await readWebhook({ path, header }, streamedBody(request), gate, isPlausible);
  if (!(read instanceof Uint8Array)) return responseOf(answerOf(read), request);
  const callback = callbackOf(path, request.headers, read);
  const asked = await ask<CallbackAnswer>(workspace, env, async (object) =>
    object.accept(callback),
  );
  if (asked instanceof Response) return asked;
  const { headers, ...answer } = answerOf(asked);
  return responseOf({ ...answer, headers: { ...headers, ...retryHeaders(asked) } }, request);
}

/** The object judges the link; the bytes do not run through it. */
async function passMedia(
  { workspace, token, name }: Extract<Route, { kind: 'media' }>,
  request: Request,
  env: FrontEnv,
): Promise<Response> {
  const { method, headers } = request;
  const range = headers.get('range');
  const asked = { token, name, method, range, ifRange: headers.get('if-range') };
  const verdict = await ask<MediaVerdict>(workspace, env, async (object) => object.media(asked));
  if (verdict instanceof Response) return verdict;
  switch (verdict.kind) {
    case 'answer':
      return mediaAnswer(verdict, request);
    case 'by-object':
      return pass(workspace, mediaPath(token, name), request, env);
    case 'stream': {
      const lives = async () =>
        (await ask(workspace, env, (object) => object.lives(verdict.link))) === true;
      const { BLOBS: bucket } = env;
      if (bucket === undefined) return mediaAnswer(NO_FILE, request);
      const onFault = (error: unknown) => noteFault(workspace, 'media', error);
      const served = await streamFile(verdict, { bucket, ofLength, lives, onFault });
      return served instanceof Response ? served : mediaAnswer(served, request);
    }
    default:
      return verdict satisfies never;
  }
}

const mediaAnswer = ({ status, headers, body }: MediaAnswer, { method }: Request): Response =>
  new Response(method === 'HEAD' ? null : body, { status, headers });

const mediaPath = (token: string, name: string) => `/media/${token}/${encodeURIComponent(name)}`;

/** To the object's app, below whose root each workspace's addresses begin. */
async function pass(
  workspace: string,
  path: string,
  request: Request,
  env: FrontEnv,
): Promise<Response> {
  const url = new URL(request.url);
  url.pathname = path;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const inner = new Request(url, request);
  return ask(workspace, env, (object) => object.fetch(inner), isReading);
}

/**
 * Calls a workspace's object.
 *
 * @param mayRunTwice whether the call may reach the object twice
 * @returns a refusal where there is none, or none that answers
 */
async function ask<Value>(
  workspace: string,
  env: FrontEnv,
  call: (object: DurableObjectStub<WorkspaceObject>) => Promise<Value>,
  mayRunTwice = true,
): Promise<Value | Response> {
  const name = objectName(workspace, env);
  if (name === null) {
    explain(workspace, faultsOf(env));
    return refusal(NOT_SET_UP);
  }
  const id = env.WORKSPACE.idFromName(name);
  // A stub that has thrown may stay broken.
  const asked = await repeat(() => call(env.WORKSPACE.get(id)), PACE, mayRunTwice);
  if (asked.kind === 'done') return asked.value;
  noteGivenUp(workspace, asked);
  return refusal(NO_ANSWER);
}

/** Null: the environment configures no workspace. */
const objectName = (workspace: string, env: FrontEnv): string | null =>
  workspace === DEFAULT_WORKSPACE ? (variablesOf(env).WORKS_DOMAIN_ID ?? null) : `w/${workspace}`;

const PACE: Pace = {
  now: () => Date.now(),
  fraction: systemChance.fraction,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
