import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./peers/', import.meta.url));
const INSTALL = [
  'ci',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--prefer-offline',
  '--fetch-retries=1',
];

/** Makes sure the echo bot's packages are installed; null, or the reason why not. */
export function installPeers(): string | null {
  if (existsSync(`${FOLDER}node_modules/express`)) return null;
  console.log('Installing the echo bot of the comparison (bench/peers) …');
  // The npm that runs us passes its own project on; another npm would install there.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local_prefix|package_)/.test(name),
    ),
  );
  const done = spawnSync('npm', INSTALL, { cwd: FOLDER, env: environment, encoding: 'utf8' });
  if (done.status === 0) return null;
  return (
    done.error?.message ?? (done.stderr.trim().split('\n')[0] || `npm ended with ${done.status}`)
  );
}
