import type { Clock } from '../../domain/clock.ts';
import { SECOND_MS } from '../../domain/durations.ts';
import type { Answer } from '../../domain/operator/answers.ts';
import type { Location } from '../../domain/operator/locations.ts';
import { REFUSALS, type Refusal } from '../../domain/operator/refusals.ts';
import {
  isVerb,
  isWorkspaceVerb,
  type Operator,
  type Verb,
  type WorkspaceVerb,
} from '../../domain/operator/verbs.ts';
import type { OperatorKeys } from '../../services/operator/operator-keys.ts';
import { hasBody, judgeRequest } from '../../services/operator/verify-request.ts';
import { endOf } from '../../services/registry/call-end.ts';
import { type BodySource, createBodyGate } from '../../web/body-gate.ts';
import { streamedBody } from '../../web/body-stream.ts';
import type { RegistryDoor, WorkspaceDoor } from './doors.ts';
import { type AskedOf, readOperatorBody } from './read-body.ts';
import { registeredState, versionIn } from './said-of-itself.ts';
import { restoredAnswer, seeToRestoration } from './see-to-restoration.ts';

export interface EntranceParts {
  readonly keys: OperatorKeys;
  readonly clock: Clock;
  readonly registry: RegistryDoor;
  /** @param location a wish, which counts when the object is first asked */
  workspace(name: string, location: Location | null): WorkspaceDoor;
  readonly onFault: (what: string, error: unknown) => void;
}

const PATH = '/operator/v1/';
const LARGEST_BODY = 1_000_000;
/** For the body of a call to be here. */
const BODY_MS = 30 * SECOND_MS;

/**
 * Answers `POST /operator/v1/{verb}`. Nothing is written and no object is woken before a signature is found good; then
 * the registry notes the call, and the workspace answers it.
 */
export async function answerOperator(request: Request, parts: EntranceParts): Promise<Response> {
  const { host, pathname, search } = new URL(request.url);
  const verb = pathname.slice(PATH.length);
  if (request.method !== 'POST') return refusal('not-post');
  if (!pathname.startsWith(PATH) || !isVerb(verb)) return refusal('unknown-verb');
  const { keys } = parts;
  if (!keys.ok || keys.keys.length === 0) return refusal('no-operators');
  const head = { method: request.method, host, path: pathname + search };
  const authorization = request.headers.get('authorization');
  const judged = judgeRequest({ ...head, authorization, verb }, keys.keys, parts.clock.now());
  if (!judged.ok) return refusal(judged.why);
  // A stranger makes nobody read a body.
  const body = await readBytes(streamedBody(request), request.headers);
  if (typeof body === 'string') return refusal(body);
  if (!hasBody(judged, body)) return refusal('unsigned');
  const read = readOperatorBody(verb, body);
  if (!read.ok) return refusal(read.why, read.detail);
  try {
    return await answerCall({ verb, by: judged.by, nonce: judged.nonce, asked: read }, parts);
  } catch (error) {
    parts.onFault('operator', error);
    return refusal('no-answer');
  }
}

async function readBytes(
  source: BodySource,
  headers: Headers,
): Promise<Uint8Array | 'too-large' | 'broke-off'> {
  if (Number(headers.get('content-length')) > LARGEST_BODY) return 'too-large';
  const gate = createBodyGate({
    bytesEach: LARGEST_BODY,
    bytesTogether: LARGEST_BODY,
    bodies: 1,
    ms: BODY_MS,
  });
  const read = await gate.read(source);
  if (read.kind === 'whole') return read.bytes;
  return read.kind === 'too-large' ? 'too-large' : 'broke-off';
}

interface Asked {
  readonly verb: Verb;
  readonly by: Operator;
  readonly nonce: string;
  readonly asked: AskedOf;
}

async function answerCall(call: Asked, parts: EntranceParts): Promise<Response> {
  const { verb, by, nonce, asked } = call;
  const { workspace, claims, location, goesOn, body } = asked;
  const door = workspace === null ? null : parts.workspace(workspace, location);
  const beginning = { call: { verb, by, nonce, workspace, goesOn }, claims };
  const begun = await parts.registry.begin({ ...beginning, objectId: door?.objectId ?? null });
  if (!begun.ok) return refusal(begun.why, begun.detail);
  const { callId } = begun;
  if (!isWorkspaceVerb(verb)) return json(await parts.registry.ask({ callId, verb, body }));
  if (door === null || workspace === null) return refusal('no-name');
  // Before it does anything else: its database may have gone back, and it may not know.
  if (begun.restoration !== null) await seeToRestoration(door, begun.restoration, parts);
  const first = await answerOf(door, { verb, body, by }, parts);
  const answer =
    verb === 'restore' ? await restoredAnswer(door, first, begun.restoration, parts) : first;
  await parts.registry.end({
    callId,
    verb,
    workspace,
    claims,
    end: endOf(verb, answer),
    status: answer?.status ?? REFUSALS['no-answer'],
    state: registeredState(answer?.body),
    version: versionIn(answer?.body),
  });
  return answer === null ? refusal('no-answer') : json(answer);
}

/** Null: the object was reset or broke before it answered, and may have done what was asked. */
async function answerOf(
  door: WorkspaceDoor,
  { verb, body, by }: { verb: WorkspaceVerb; body: AskedOf['body']; by: Operator },
  { onFault }: Pick<EntranceParts, 'onFault'>,
): Promise<Answer | null> {
  try {
    return await door.operate(verb, body, by);
  } catch (error) {
    onFault('operator', error);
    return null;
  }
}

/** What an operator said and was told stays with them. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const json = ({ status, body }: Answer): Response =>
  Response.json(body, { status, headers: HEADERS });

/** The code is for a program; the terminal has the words for it. */
const refusal = (why: Refusal, detail = ''): Response =>
  json({ status: REFUSALS[why], body: { error: why, ...(detail === '' ? {} : { detail }) } });
