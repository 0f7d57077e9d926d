/*
 * What an operator may ask of a deployment with many workspaces: `POST /operator/v1/{verb}`, and the same word behind
 * `npm run workspace --`. The object's side answers `operate(verb, body, by)`.
 */

/** What a key may do: `read` sees the state of workspaces and changes nothing. */
export type OperatorRole = 'operate' | 'read';

/** Who answers: the one object of a workspace, or the registry of all. */
export type VerbPlace = 'workspace' | 'registry';

interface VerbFacts {
  /** The role it needs at least. */
  readonly role: OperatorRole;
  readonly place: VerbPlace;
}

/** Every verb. Only `export` returns what people wrote, so it needs the same role as a change. */
export const VERBS = {
  create: { role: 'operate', place: 'workspace' },
  set: { role: 'operate', place: 'workspace' },
  unset: { role: 'operate', place: 'workspace' },
  show: { role: 'read', place: 'workspace' },
  rotate: { role: 'operate', place: 'workspace' },
  reseal: { role: 'operate', place: 'workspace' },
  status: { role: 'read', place: 'workspace' },
  doctor: { role: 'read', place: 'workspace' },
  pause: { role: 'operate', place: 'workspace' },
  resume: { role: 'operate', place: 'workspace' },
  export: { role: 'operate', place: 'workspace' },
  import: { role: 'operate', place: 'workspace' },
  bookmarks: { role: 'read', place: 'workspace' },
  restore: { role: 'operate', place: 'workspace' },
  delete: { role: 'operate', place: 'workspace' },
  /** The workspaces there are. */
  list: { role: 'read', place: 'registry' },
  /** The log of what operators asked. */
  calls: { role: 'read', place: 'registry' },
} as const satisfies Record<string, VerbFacts>;

export type Verb = keyof typeof VERBS;

/** The verbs that one workspace's object answers. */
export type WorkspaceVerb = {
  [Name in Verb]: (typeof VERBS)[Name]['place'] extends 'workspace' ? Name : never;
}[Verb];

/** The verbs that the registry answers. */
export type RegistryVerb = Exclude<Verb, WorkspaceVerb>;

export const isVerb = (name: string): name is Verb => Object.hasOwn(VERBS, name);

export const isWorkspaceVerb = (verb: Verb): verb is WorkspaceVerb =>
  VERBS[verb].place === 'workspace';

/** Whether a key of this role may use the verb. */
export const mayUse = (role: OperatorRole, verb: Verb): boolean =>
  role === 'operate' || VERBS[verb].role === 'read';

/** Who asked: the id of a key in `OPERATOR_KEYS`. In a workspace's audit log the actor is `operator:{key id}`. */
export interface Operator {
  readonly keyId: string;
  readonly role: OperatorRole;
}
