import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import type { Poked } from '../../services/registry/watch-workspaces.ts';
import { seeToRestoration } from './see-to-restoration.ts';

/** Those the watchdog asks. */
export interface WatchdogParts {
  /** The names of those that were quiet for too long. */
  quiet(): Promise<readonly string[]>;
  poke(name: string): Promise<Poked>;
  poked(name: string, poked: Poked): Promise<void>;
  /** Restorations that nobody has seen to, because who asked for them was lost. */
  restorations(): Promise<readonly { readonly name: string; readonly note: RestorationNote }[]>;
  restored(name: string, note: RestorationNote): Promise<RestoredBody | null>;
  readonly onFault: (what: string, error: unknown) => void;
  /** The alarm of a workspace had ended. */
  readonly onEnded: (name: string) => void;
}

/** As many as are woken at once. */
const AT_ONCE = 5;

/** Looks after the workspaces that were quiet for too long. One that does not answer blocks no other. */
export async function watchWorkspaces(parts: WatchdogParts): Promise<void> {
  await seeToRestorations(parts).catch((error) => parts.onFault('watchdog restorations', error));
  const names = await parts.quiet();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    await Promise.all(names.slice(at, at + AT_ONCE).map((name) => lookAfter(name, parts)));
  }
}

async function seeToRestorations(parts: WatchdogParts): Promise<void> {
  for (const { name, note } of await parts.restorations()) {
    const door = { restored: () => parts.restored(name, note) };
    const onFault = (_: string, error: unknown) => parts.onFault(`watchdog ${name}`, error);
    await seeToRestoration(door, note, { onFault });
  }
}

async function lookAfter(name: string, parts: WatchdogParts): Promise<void> {
  try {
    const poked = await parts.poke(name);
    if (poked.wasEnded) parts.onEnded(name);
    await parts.poked(name, poked);
  } catch (error) {
    // It stays due, so the next run looks again.
    parts.onFault(`watchdog ${name}`, error);
  }
}
