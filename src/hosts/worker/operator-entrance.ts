import { claimsOf } from '../../config/claims-of.ts';
import type { Answer } from '../../domain/operator/answers.ts';
import type { Location } from '../../domain/operator/locations.ts';
import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import type { Operator, WorkspaceVerb } from '../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import { faultLine } from '../../log.ts';
import { readOperatorKeys } from '../../services/operator/operator-keys.ts';
import type { Configured, Poked } from '../../services/registry/watch-workspaces.ts';
import type { WorkspaceDoor } from '../operator/doors.ts';
import { answerOperator } from '../operator/entrance.ts';
import { watchWorkspaces } from '../operator/watchdog.ts';
import { variablesOf, type WorkerEnv } from './environment.ts';
import { REGISTRY_NAME, type RegistryObject } from './registry-object.ts';

/** What the operators' side of the front is bound to. */
export interface OperatorEnv extends WorkerEnv {
  readonly WORKSPACE: DurableObjectNamespace;
  readonly REGISTRY: DurableObjectNamespace<RegistryObject>;
}

/** An object of a workspace, as it answers operators and the watchdog. */
interface OperatedObject {
  operate(
    verb: WorkspaceVerb,
    body: Readonly<Record<string, unknown>>,
    by: Operator,
  ): Promise<Answer>;
  poke(): Promise<Poked>;
  restored(note: RestorationNote): Promise<RestoredBody | null>;
}

/** Answers `POST /operator/v1/{verb}`. */
export function operate(request: Request, env: OperatorEnv): Promise<Response> {
  const registry = registryIn(env);
  const { OPERATOR_KEYS: text } = env;
  const keys = readOperatorKeys(typeof text === 'string' ? text : undefined);
  // The answer cannot say it: whoever asks may be anybody.
  if (!keys.ok) console.error(keys.faults.join('\n'));
  return answerOperator(request, {
    keys,
    clock: { now: () => Date.now() },
    registry: {
      begin: (beginning) => registry.begin(beginning, configuredIn(env)),
      end: (ending) => registry.end(ending),
      ask: async (question) => {
        const { status, json } = await registry.ask(question);
        return { status, body: JSON.parse(json) };
      },
      restoration: (objectId) => registry.restoration(objectId),
    },
    workspace: (name, location) => doorTo(env, name, location),
    onFault: tellFault,
  });
}

/** The cron of wrangler.toml: finds workspaces whose alarm has ended. */
export function watch(env: OperatorEnv): Promise<void> {
  const registry = registryIn(env);
  return watchWorkspaces({
    quiet: () => registry.quiet(configuredIn(env)),
    poke: (name) => objectOf(env, idOf(env, name)).poke(),
    restorations: () => registry.restorations(),
    restored: (name, note) => objectOf(env, idOf(env, name)).restored(note),
    poked: (name, poked) => registry.poked(name, poked),
    onFault: tellFault,
    onEnded: (name) =>
      console.warn(`The alarm of the workspace "${name}" had ended and is set again.`),
  });
}

const registryIn = ({ REGISTRY }: OperatorEnv) => REGISTRY.get(REGISTRY.idFromName(REGISTRY_NAME));

function doorTo(env: OperatorEnv, name: string, location: Location | null): WorkspaceDoor {
  const id = idOf(env, name);
  return {
    objectId: id.toString(),
    operate: (verb, body, by) => objectOf(env, id, location).operate(verb, body, by),
    restored: (note) => objectOf(env, id).restored(note),
  };
}

/** The workspace of the environment is the object that its domain names, as before there were others. */
function idOf(env: OperatorEnv, name: string): DurableObjectId {
  const { WORKS_DOMAIN_ID: domainId = '' } = variablesOf(env);
  return env.WORKSPACE.idFromName(name === DEFAULT_WORKSPACE ? domainId : `w/${name}`);
}

/**
 * The object's stub. Guarantee of the type: `WorkspaceObject` has these methods (src/hosts/worker/object.ts); what they
 * answer is JSON, which the types of the platform do not know.
 */
function objectOf(env: OperatorEnv, id: DurableObjectId, location: Location | null = null) {
  const stub: unknown = env.WORKSPACE.get(id, location === null ? {} : { locationHint: location });
  return stub as OperatedObject;
}

function configuredIn(env: OperatorEnv): Configured | null {
  const variables = variablesOf(env);
  if (variables.WORKS_DOMAIN_ID === undefined) return null;
  const objectId = idOf(env, DEFAULT_WORKSPACE).toString();
  return { name: DEFAULT_WORKSPACE, objectId, claims: claimsOf(variables) };
}

/** Not in a workspace's log: a deployment has none, and the platform keeps what is written here. */
function tellFault(what: string, error: unknown): void {
  console.error(faultLine(what, error));
}
