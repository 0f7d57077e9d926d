import type { Answer } from '../../domain/operator/answers.ts';
import { WORKSPACE_REFUSALS, type WorkspaceRefusal } from '../../domain/operator/bodies.ts';
import type { WorkspaceVerb } from '../../domain/operator/verbs.ts';

/**
 * How a call ended for what its workspace claims. `before`: it had been done by a call whose answer was lost.
 * `absent`: there is nothing under this name. `unknown`: it may have been done.
 */
export type CallEnd = 'done' | 'before' | 'refused' | 'absent' | 'unknown';

/** @param answer null: none came */
export function endOf(verb: WorkspaceVerb, answer: Answer | null): CallEnd {
  if (answer === null) return 'unknown';
  const { status, body } = answer;
  if (status < 300) return 'done';
  const error = errorIn(body);
  if (error === null) return status < 500 ? 'refused' : 'unknown';
  if (error === 'not-created') return 'absent';
  // What it has claimed before is written where nobody can look.
  if (verb === 'create' && (error === 'not-opened' || error === 'migrating')) return 'unknown';
  if (verb === 'create' && error === 'already-created') return 'before';
  // Its settings are kept, and it waits for what is missing.
  return error === 'not-running' ? 'done' : 'refused';
}

function errorIn(body: unknown): WorkspaceRefusal | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  return typeof error === 'string' && isRefusal(error) ? error : null;
}

const isRefusal = (code: string): code is WorkspaceRefusal =>
  Object.hasOwn(WORKSPACE_REFUSALS, code);
