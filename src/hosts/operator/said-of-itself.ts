import { REGISTERED_STATES, type RegisteredState } from '../../store/registry/workspaces.ts';

/** Where a workspace says that it stands; null: nothing. */
export function registeredState(body: unknown): RegisteredState | null {
  const said = fieldOf(body, 'standing');
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
