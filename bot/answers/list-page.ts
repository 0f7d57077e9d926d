import type { Row, SayButton, Speech } from '../../src/domain/messages/speech.ts';
import type { Session } from '../command.ts';

/** Rows of a LINE WORKS list (line-works.md §3.2). */
export const ROWS_PER_PAGE = 4;

/** Where a page stands; a number beyond the last page means the last one. */
export function pageWithin(page: number, total: number): number {
  return Math.max(0, Math.min(page, Math.ceil(total / ROWS_PER_PAGE) - 1));
}

/** One page of a list, with buttons to its neighbours, and the same as text. */
export function listPage(
  { words }: Session,
  list: {
    readonly title: string;
    /** This page's. */
    readonly rows: readonly Row[];
    readonly page: number;
    /** Rows of all pages. */
    readonly total: number;
    /** What a page's button sends. */
    readonly turn: (page: number) => string;
    /** Said below the rows where there is only text. */
    readonly hint?: string | null;
    /** Below the page's buttons: what is done with all of them. */
    readonly forAll?: SayButton;
  },
): Speech {
  const { title, rows, page, total, turn, forAll } = list;
  const { next, previous } = words.admin;
  const pages = Math.ceil(total / ROWS_PER_PAGE);
  const heading = pages > 1 ? `${title} (${page + 1}/${pages})` : title;
  const buttons: SayButton[] = [
    ...(page > 0 ? [{ label: previous, token: turn(page - 1), says: previous }] : []),
    ...(page + 1 < pages ? [{ label: next, token: turn(page + 1), says: next }] : []),
    ...(forAll === undefined ? [] : [forAll]),
  ];
  const text = [
    heading,
    ...rows.map((row) => words.layout.item(lineOf(row))),
    ...(list.hint ? [list.hint] : []),
  ].join('\n');
  return { text, rows, ...(buttons.length > 0 ? { buttons } : {}) };
}

const lineOf = ({ title, subtitle }: Row) => [title, subtitle].filter(Boolean).join(' / ');
