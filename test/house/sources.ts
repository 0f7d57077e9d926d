import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** One source file and what it imports: project paths for our own files, else the specifier. */
export interface Source {
  readonly path: string;
  readonly imports: readonly string[];
}

/** Every .ts file below these folders of the project. */
export function readSources(folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(ROOT, folder, name))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ path: toPath(file), imports: importsOf(file) })),
  );
}

/** The text of a file of the project. */
export const readText = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Whether the project has this file. */
export const isThere = (path: string) => existsSync(join(ROOT, path));

const toPath = (file: string) => relative(ROOT, file).split(sep).join('/');

const STATEMENT = /^(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*'([^']+)'/gm;
const CALL = /\bimport\(\s*'([^']+)'\s*\)/g;

/** Static, re-exporting, type-only and dynamic imports alike. */
export function specifiersOf(text: string): string[] {
  return [STATEMENT, CALL].flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name));
}

function importsOf(file: string): string[] {
  return specifiersOf(readFileSync(file, 'utf8')).map((name) =>
    name.startsWith('.') ? toPath(join(dirname(file), name)) : name,
  );
}
