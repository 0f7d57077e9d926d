import { readFileSync } from 'node:fs';

/** What the offline page says of an export. */
export interface PageVerdict {
  readonly ok: boolean;
  readonly breach?: string;
  readonly entry?: number | null;
  readonly whole?: number;
  readonly leftOut?: number;
}

type Verify = (
  lines: AsyncIterable<string> | Iterable<string>,
  key: string,
  notes: readonly string[],
) => Promise<PageVerdict>;

const page = readFileSync(new URL('../../docs/verify.html', import.meta.url), 'utf8');

/** The part of the page that verifies. Guarantee: that script defines it. */
const { verifyExport, splitNotes } = new Function(
  `${/<script id="verifier">(.*?)<\/script>/s.exec(page)?.[1]}\nreturn { verifyExport, splitNotes };`,
)() as { verifyExport: Verify; splitNotes: (file: string) => readonly string[] };

/** Verifies as the page does in a browser, by its own code. */
export function pageVerdict(
  text: string,
  key: string,
  notes: readonly string[] = [],
): Promise<PageVerdict> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else lines.push('torn');
  return verifyExport(lines, key, splitNotes(notes.map((note) => `${note}\n`).join('')));
}
