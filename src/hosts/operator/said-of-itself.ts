import { REGISTERED_STATES, type RegisteredState } from '../../store/registry/workspaces.ts';

/** What a workspace's answer says of its state; null: nothing. */
export function registeredState(body: unknown): RegisteredState | null {
  const said = fieldOf(body, 'state');
  return REGISTERED_STATES.find((state) => state === said) ?? null;
}

/** What it says of the version of its code; null: nothing. */
export function versionIn(body: unknown): string | null {
  const said = fieldOf(body, 'version');
  return typeof said === 'string' && said.length <= 40 ? said : null;
}

const fieldOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null
    ? Object.entries(body).find(([field]) => field === name)?.[1]
    : undefined;
