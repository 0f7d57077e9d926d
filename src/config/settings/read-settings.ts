import { publicBase } from '../../domain/public-base.ts';
import { type Environment, readConfig } from '../config.ts';
import type { LiveConfig } from '../types.ts';
import { DEFAULT_NAMES, SETTING_NAMES } from './settings-names.ts';

export type SettingsResult =
  | { readonly ok: true; readonly config: LiveConfig }
  /** Each begins with the setting's name; none contains a value. */
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Judges a workspace's settings as a start judges the environment, by the same reader. The deployment gives what the
 * workspace leaves out; the workspace stands below the origin.
 *
 * @param deployment the deployment's variables; of these only what may be shared counts
 * @param workspace its name in the deployment
 */
export function readSettings(
  deployment: Environment,
  settings: Environment,
  workspace: string,
): SettingsResult {
  const unknown = Object.keys(settings).filter((name) => !SETTING_NAMES.has(name));
  if (unknown.length > 0) {
    return {
      ok: false,
      faults: unknown.map((name) => `${shown(name)}: is no setting of a workspace`),
    };
  }
  // The simulated platforms run on Node only: a workspace in a deployment is live, or has faults.
  const read = readConfig({ ...sharedOf(deployment), ...settings, SANDBOX: '0' });
  if (!read.ok) return read;
  const { config } = read;
  if (config.mode !== 'live')
    return { ok: false, faults: ['SANDBOX: is no setting of a workspace'] };
  return { ok: true, config: { ...config, publicUrl: publicBase(config.publicUrl, workspace) } };
}

const sharedOf = (deployment: Environment): Environment =>
  Object.fromEntries(Object.entries(deployment).filter(([name]) => DEFAULT_NAMES.has(name)));

const NAME = /^[A-Z][A-Z0-9_]{0,39}$/;

/** A value that was put in the place of a name is not repeated. */
const shown = (name: string): string => (NAME.test(name) ? name : 'A name');
