import { readConfig } from '../../config/config.ts';
import { withoutQuotes } from '../../config/quotes.ts';
import type { LiveConfig } from '../../config/types.ts';
import { faultLine } from '../../log.ts';
import type { AssetsBinding } from './assets.ts';
import type { GaveUp } from './repeat.ts';

/** The variables of DESIGN §8 as `[vars]` and secrets, and what the object itself is bound to. */
export interface WorkerEnv {
  /** Where files are kept; without it files are refused in words. */
  readonly BLOBS?: R2Bucket;
  /** All workspaces; an object learns from it which of them it is. */
  readonly WORKSPACE?: DurableObjectNamespace;
  /** The registry of the deployment; an object asks it whether its database went back to a past state. */
  readonly REGISTRY?: DurableObjectNamespace;
  /** Makes pictures for LINE; without it what LINE cannot show goes as a card. */
  readonly IMAGES?: ImagesBinding;
  /** The files of src/assets; without it the pages have no style, and archives no page that verifies them. */
  readonly ASSETS?: AssetsBinding;
  readonly [name: string]: unknown;
}

/**
 * The variables among the bindings. TOML's numbers are meant as text: `WORKS_DOMAIN_ID =
 * 400000001`. With quotes kept, the name would be another object's; removing them would leave the
 * data behind.
 */
export function variablesOf(env: WorkerEnv): Record<string, string> {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? [[name, withoutQuotes(String(value))]]
      : [],
  );
  return Object.fromEntries(variables.filter(([, value]) => value !== ''));
}

export function liveConfig(env: WorkerEnv): LiveConfig | null {
  const read = readConfig(variablesOf(env));
  return read.ok && read.config.mode === 'live' ? read.config : null;
}

const NO_SANDBOX =
  'SANDBOX: the simulated platforms run on Node only; a Worker needs the LINE and LINE WORKS credentials';

/** Each begins with a variable's name; they contain no values. */
export function faultsOf(env: WorkerEnv): readonly string[] {
  const read = readConfig(variablesOf(env));
  if (!read.ok) return read.faults;
  return read.config.mode === 'sandbox' ? [NO_SANDBOX] : [];
}

/** For the operator: not in the workspace's log, whose level is part of the configuration. */
export function explain(workspace: string, faults: readonly string[]): void {
  const title = `Kakehashi cannot start on Workers: workspace=${workspace}`;
  console.error([title, ...faults].join('\n  '));
}

/** For the operator, too: a caller was told to try again, because its workspace did not answer. */
export function noteGivenUp(
  workspace: string,
  { tries, isOverloaded }: Omit<GaveUp, 'kind'>,
): void {
  const why = isOverloaded ? 'it is overloaded' : 'it was reset or is out of reach';
  console.error(`front: given up after ${tries} tries: ${why} workspace=${workspace}`);
}

/** A fault at the front, which has no log of a workspace. */
export function noteFault(workspace: string, what: string, error: unknown): void {
  console.error(`${faultLine(`front: ${what}`, error)} workspace=${workspace}`);
}
