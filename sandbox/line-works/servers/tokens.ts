import { randomBytes } from 'node:crypto';
import type { Settings } from '../settings.ts';
import type { TokenRecord } from '../tenant/records.ts';
import type { World } from '../tenant/world.ts';
import type { WorksClock } from '../types.ts';

const REFRESH_LIFE_MS = 90 * 86_400_000;
/** Directory scopes of the free plan (line-works.md §10). */
const PAID_SCOPES =
  /^(directory|user$|user\.(?!read$|email\.read$|profile\.read$)|orgunit$|group$)/;

/** Issues and recognises tokens. */
export interface Tokens {
  issue(clientId: string, scopes: string[]): { access: TokenRecord; refresh: TokenRecord };
  access(clientId: string, scopes: string[]): TokenRecord;
  /** The live token of that kind; undefined when unknown, revoked, or expired by the clock. */
  find(token: string, kind: TokenRecord['kind']): TokenRecord | undefined;
  revoke(token: string, clientId: string): void;
  /** What of the wish is granted: ticked in the console, and open on the plan. */
  granted(wish: string[], ticked: string[]): string[];
}

/** Tokens live by the clock and survive a restart with the world. */
export function tokenOffice(world: World, clock: WorksClock, settings: Settings): Tokens {
  function make(kind: TokenRecord['kind'], clientId: string, scopes: string[], lifeMs: number) {
    const token = `jp1${randomBytes(48).toString('base64url')}`;
    const record = { token, kind, clientId, scopes, expiresAt: clock.now() + lifeMs };
    world.tokens.put(record);
    return record;
  }
  function dropExpired(): void {
    for (const t of world.tokens.all()) {
      if (t.expiresAt <= clock.now()) world.tokens.remove(t.token);
    }
  }
  const access = (clientId: string, scopes: string[]) =>
    make('access', clientId, scopes, settings.tokenSeconds * 1000);
  return {
    access,
    issue: (clientId, scopes) => {
      dropExpired();
      return {
        access: access(clientId, scopes),
        refresh: make('refresh', clientId, scopes, REFRESH_LIFE_MS),
      };
    },
    find: (token, kind) => {
      const record = world.tokens.get(token);
      if (record === undefined || record.kind !== kind) return undefined;
      return record.expiresAt > clock.now() ? record : undefined;
    },
    revoke: (token, clientId) => {
      if (world.tokens.get(token)?.clientId === clientId) world.tokens.remove(token);
    },
    granted: (wish, ticked) =>
      wish.filter((s) => ticked.includes(s) && !(settings.plan === 'free' && PAID_SCOPES.test(s))),
  };
}
