import { ROTATED_NAMES } from '../../config/settings/settings-names.ts';
import { list } from '../../config/values.ts';
import type { WorkspaceAsks } from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { changeSettings } from './change-settings.ts';
import { type Answer, type Desk, refuse } from './desk.ts';
import { openSettings } from './kept-settings.ts';

/**
 * Changes a secret that both sides know without losing a webhook: first `new,old`, of which both verify; then, once the
 * platform has the new one, the old one goes.
 */
export async function rotate(
  desk: Desk,
  store: Store,
  asked: WorkspaceAsks['rotate'],
  by: Operator,
): Promise<Answer> {
  const { name } = asked;
  if (!ROTATED_NAMES.has(name)) return refuse('does-not-rotate');
  const [first, second] = list(openSettings(store, desk).values[name] ?? '');
  if ('drop' in asked) {
    if (first === undefined || second === undefined) return refuse('is-not-rotating');
    return changeSettings(desk, store, { [name]: first }, by);
  }
  if (second !== undefined) return refuse('is-rotating');
  // With a comma in it, it would be two: both verify, and the old one would be a third.
  if (list(asked.value).length !== 1) return refuse('one-value');
  // It would stand there twice, and `drop` would find no old one.
  if (asked.value.trim() === first) return refuse('same-value');
  const value = first === undefined ? asked.value : `${asked.value},${first}`;
  return changeSettings(desk, store, { [name]: value }, by);
}
