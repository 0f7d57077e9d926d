import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../store/sqlite/node.ts';

/** Where a start without credentials keeps its database, as `main.ts` has it. */
const SANDBOX = 'sandbox';

/** The folder with the database that a command is about; where there is none, that of the sandbox. */
export function ownFolder(folder: string): { readonly path: string; readonly isSandbox: boolean } {
  const sandbox = join(folder, SANDBOX);
  const isSandbox =
    !existsSync(join(folder, DATABASE_FILE)) && existsSync(join(sandbox, DATABASE_FILE));
  return { path: isSandbox ? sandbox : folder, isSandbox };
}
