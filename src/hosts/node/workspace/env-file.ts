import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { SettingValues } from '../../../domain/operator/bodies.ts';
import { type Invocation, need, WrongUse } from './invocation.ts';

/** Names that say something about a machine: a workspace in a deployment has none of these. */
const OF_A_MACHINE = ['HOST', 'PORT', 'DATA_DIR', 'SANDBOX', 'PUBLIC_URL'];

/** The settings in a file of the form of `.env`. Empty ones count as unset; says which belong to a machine. */
export function settingsFrom(
  { say, print }: Pick<Invocation, 'say' | 'print'>,
  path: string | undefined,
): SettingValues {
  const read = Object.entries(parseEnv(textOf(need(path, say.needsFrom), say))).flatMap(
    ([name, value]): [string, string][] =>
      value === undefined || value === '' ? [] : [[name, value]],
  );
  const leftOut = read.map(([name]) => name).filter((name) => OF_A_MACHINE.includes(name));
  if (leftOut.length > 0) print(say.leftOut(leftOut.join(', ')));
  return Object.fromEntries(read.filter(([name]) => !leftOut.includes(name)));
}

function textOf(path: string, say: Invocation['say']): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new WrongUse(say.notRead(path, String(error.code)));
  }
}
