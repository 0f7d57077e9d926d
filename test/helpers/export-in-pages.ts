import { lineDigest } from '../../src/store/copy/copy-lines.ts';

/** Asks for every page of an export, and writes the file as an operator's terminal does. */
export async function exportInPages(world: {
  ask(verb: 'export', body: object): Promise<{ readonly status: number; readonly text: string }>;
}) {
  const digest = lineDigest();
  const rows: number[] = [];
  const lines: string[] = [];
  const missing: string[] = [];
  let blobs = 0;
  let pages = 0;
  let from: unknown;
  do {
    const { status, text } = await world.ask('export', from === undefined ? {} : { from });
    if (status !== 200 || text.length > 1_000_000) throw new Error(`page ${pages}: ${status}`);
    const page = JSON.parse(text);
    for (const line of page.lines) {
      const value = JSON.parse(line);
      if (pages === 0) rows.push(...value.tables.map(() => 0));
      else if (Array.isArray(value)) rows[value[0]] = (rows[value[0]] ?? 0) + 1;
      else if ('blob' in value) blobs += 1;
      digest.take(line);
      lines.push(line);
    }
    missing.push(...page.missing);
    from = page.next;
    pages += 1;
  } while (from !== null);
  lines.push(JSON.stringify({ end: { rows, blobs, sha256: digest.hex() } }));
  return { pages, missing, text: `${lines.join('\n')}\n` };
}
