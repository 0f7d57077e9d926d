import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Names that say something about a machine: a workspace in a deployment has none of these. */
const OF_A_MACHINE = ['HOST', 'PORT', 'DATA_DIR', 'SANDBOX', 'PUBLIC_URL'];

/** The settings in a file of the form of `.env`. Empty ones count as unset. Throws where it cannot be read. */
export function readEnvFile(path: string): {
  readonly settings: Readonly<Record<string, string>>;
  /** They belong to a machine, and were left out. */
  readonly leftOut: readonly string[];
} {
  const read = Object.entries(parseEnv(readFileSync(path, 'utf8'))).flatMap(
    ([name, value]): [string, string][] =>
      value === undefined || value === '' ? [] : [[name, value]],
  );
  return {
    settings: Object.fromEntries(read.filter(([name]) => !OF_A_MACHINE.includes(name))),
    leftOut: read.map(([name]) => name).filter((name) => OF_A_MACHINE.includes(name)),
  };
}
