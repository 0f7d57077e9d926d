import { createHash } from 'node:crypto';
import * as z from 'zod';
import { exportInPages } from '../helpers/export-in-pages.ts';
import { askWorker } from '../worker/operators.ts';
import type { Report } from './report.ts';
import type { Citizen, Town } from './town.ts';

/** An export of a company, line by line. */
export type Copy = readonly string[];

const LINES_AT_ONCE = 200;

const imported = z.object({ next: z.number(), done: z.object({ rows: z.number() }).nullable() });

/**
 * Cloudflare alone can bring a database back to a point in time: offline that is refused, and whatever was done before
 * the refusal concerns nobody else. What replaces a whole workspace here is an import.
 */
export async function isRefusedToRestore(
  { url }: Town,
  { name }: Citizen,
  report: Report,
): Promise<void> {
  const at = new Date(Date.now() - 60_000).toISOString();
  for (const verb of ['pause', 'resume']) {
    const [status, answer] = await askWorker(url, 'restore', { workspace: name, at });
    report.tried('restores that cannot be had offline');
    if (status < 400) report.breach(`restore of ${name}: ${status} ${JSON.stringify(answer)}`);
    const [done] = await askWorker(url, verb, { workspace: name });
    if (done !== 200) report.breach(`${verb} of ${name} answers ${done}`);
  }
}

/** While its deletion waits, it is paused. */
export async function copyOf({ url }: Town, { name }: Citizen, report: Report): Promise<Copy> {
  const { text, missing } = await exportInPages({
    ask: async (verb, more) => {
      const [status, page] = await askWorker(url, verb, { workspace: name, ...more });
      return { status, text: JSON.stringify(page) };
    },
  });
  if (missing.length > 0) report.breach(`${name}: files are missing in its export`);
  const lines = text.trimEnd().split('\n');
  report.tried('lines of its export', lines.length);
  return lines;
}

/** A name is never free again: it returns under another, with the same domain and channel. */
export async function returns(
  town: Town,
  { name: former, settings, mark }: Citizen,
  copy: Copy | null,
  report: Report,
): Promise<void> {
  if (copy === null) throw new Error(`${former} was not copied`);
  const workspace = `${former}-again`;
  const file = createHash('sha256').update(copy.join('\n')).digest('hex');
  const ask = async (verb: string, body: object) => {
    const [status, answer] = await askWorker(town.url, verb, { workspace, ...body });
    if (status >= 300)
      report.breach(`${verb} of ${workspace}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  await ask('create', { settings });
  await ask('pause', {});
  const send = async (chunk: number, lines: Copy) =>
    imported.safeParse(await ask('import', { file, chunk, lines })).data?.done ?? null;
  const chunks = Math.ceil(copy.length / LINES_AT_ONCE);
  let done = null;
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    done = await send(chunk, copy.slice(chunk * LINES_AT_ONCE, (chunk + 1) * LINES_AT_ONCE));
  }
  // Its audit log is verified piece by piece.
  for (let more = 0; done === null && more < 100; more += 1) done = await send(chunks - 1, []);
  report.tried('rows of the one that returned', done?.rows ?? 0);
  const { found, files } = await town.look(workspace);
  if (found[mark] === undefined || Object.keys(files).length === 0) {
    report.breach(`${workspace} does not have what ${former} had`);
  }
}
