import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../shared/fixtures');

/** Whether ../shared/fixtures lies beside the project. The project's own tests need none of it. */
export const areShared = existsSync(FOLDER);

/** File names in a folder of the shared fixtures; none where there is no such folder. */
export function sharedFiles(folder: string, form: RegExp): string[] {
  const place = join(FOLDER, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => form.test(name))
    .sort();
}

export const readShared = (path: string): Buffer => readFileSync(join(FOLDER, path));

export const readSharedJson = (path: string) => JSON.parse(readShared(path).toString('utf8'));
