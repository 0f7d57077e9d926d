import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../migrations');

/** Literals and quoted names stay; a comment or a run of blanks is one blank. */
const PART = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\s+/g;

/** SQL without its comments and line breaks: the same statements. */
export const squeezed = (sql: string): string =>
  sql
    .replaceAll(PART, (part) => (part.startsWith("'") || part.startsWith('"') ? part : ' '))
    .replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"| {2,}/g, (part) =>
      part.startsWith(' ') ? ' ' : part,
    )
    .trim();

/** src/store/sqlite/migration-texts.ts: what a Worker, which reads no folder, carries of migrations/. */
export function migrationTexts(): string {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const entries = names.map((name) => {
    const text = squeezed(readFileSync(join(FOLDER, name), 'utf8'));
    const literal = text.replaceAll(/[\\`]|\$\{/g, (mark) => `\\${mark}`);
    return `  {\n    name: '${name}',\n    sql: \`${literal}\`,\n  },\n`;
  });
  return `import type { Migration } from './store.ts';

/** The files of migrations/ as a Worker carries them. Written by \`npm run docs\`. */
export const MIGRATIONS: readonly Migration[] = [
${entries.join('')}];
`;
}
