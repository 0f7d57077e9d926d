import type { Migration } from './store.ts';

/** A part of a migration: statements that are run once, or one that is done in slices. */
export interface Step {
  readonly migration: string;
  /** Its place among the steps of its migration, from 0. */
  readonly at: number;
  readonly sql: string;
  readonly isSliced: boolean;
  /** With it, all of its migration is done. */
  readonly isLast: boolean;
}

/** Stands for the greatest key that the slice before has returned; NULL in the first slice. */
const AFTER = /:after\b/g;

/** A text up to a semicolon that stands in no literal, quoted name or comment. */
const PIECE = /(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[^;])+;?/g;

/**
 * What a migration does, in its order. A statement with `:after` is done in slices (CONTRIBUTING.md, "Add a
 * migration"); what stands between two of them stays together.
 */
export function stepsOf({ name, sql }: Migration): Step[] {
  if (sql.search(AFTER) < 0)
    return [{ migration: name, at: 0, sql, isSliced: false, isLast: true }];
  const texts: { sql: string; isSliced: boolean }[] = [];
  for (const [piece] of sql.matchAll(PIECE)) {
    const last = texts.at(-1);
    const isSliced = piece.search(AFTER) >= 0;
    if (!isSliced && last?.isSliced === false) last.sql += piece;
    else if (piece.trim() !== '') texts.push({ sql: piece, isSliced });
  }
  return texts.map((text, at) => ({
    migration: name,
    at,
    ...text,
    isLast: at === texts.length - 1,
  }));
}

/**
 * The statement of a slice.
 *
 * @param after as SQL writes it
 */
export const sliceAfter = (sql: string, after: string): string =>
  sql.replaceAll(AFTER, () => after);
