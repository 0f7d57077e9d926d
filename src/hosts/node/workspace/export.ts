import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import * as z from 'zod';
import { lineDigest } from '../../../store/copy/copy-lines.ts';
import { CopyFault } from '../backup/copy-fault.ts';
import { runCopyCommand, tellGaps } from '../copy-command.ts';
import { type Asked, ask } from './ask.ts';
import type { Invocation } from './invocation.ts';
import { need } from './invocation.ts';

const page = z.object({
  lines: z.array(z.string()),
  next: z.unknown(),
  missing: z.array(z.string()),
});
/** A line, as far as it is counted. */
const counted = z.union([
  z.array(z.unknown()),
  z.looseObject({ tables: z.array(z.unknown()) }),
  z.looseObject({ blob: z.string() }),
  z.looseObject({}),
]);

/** A page did not come; the command ends as that call did. */
class NoPage extends Error {
  readonly asked: Extract<Asked, { ok: false }>;
  constructor(asked: Extract<Asked, { ok: false }>) {
    super(asked.text);
    this.name = 'NoPage';
    this.asked = asked;
  }
}

interface Counts {
  readonly rows: number[];
  lines: number;
  blobs: number;
  readonly missing: string[];
}

/** `export NAME FILE`: a paused workspace, page by page, as a file that `npm run import` reads. */
export async function exportTo(invocation: Invocation): Promise<number> {
  const { args, say, print } = invocation;
  const workspace = need(args[0], say.needsName);
  try {
    return await runCopyCommand({
      asked: { file: need(args[1], say.needsFile) },
      place: ({ file }) => file,
      usage: (copies) => copies.exportUsage,
      failed: (copies) => copies.notExported,
      run: async ({ file }, copies) => {
        const counts = await write(invocation, workspace, file);
        print(copies.exported(file, counts.lines, counts.blobs));
        return tellGaps(counts.missing, copies.exportGaps);
      },
    });
  } catch (error) {
    if (!(error instanceof NoPage)) throw error;
    print(error.message);
    return error.asked.exit;
  }
}

/** Under a temporary name until it is whole. */
async function write(invocation: Invocation, workspace: string, file: string): Promise<Counts> {
  if (existsSync(file)) throw new CopyFault('exists', file);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const counts: Counts = { rows: [], lines: 0, blobs: 0, missing: [] };
  const text = Readable.from(textOf(invocation, workspace, counts));
  const target = createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true });
  try {
    await (file.endsWith('.gz') ? pipeline(text, createGzip(), target) : pipeline(text, target));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  renameSync(part, file);
  return counts;
}

async function* textOf(invocation: Invocation, workspace: string, counts: Counts) {
  const digest = lineDigest();
  let from: unknown;
  do {
    const asked = await ask(invocation, 'export', {
      workspace,
      ...(from === undefined ? {} : { from }),
    });
    if (!asked.ok) throw new NoPage(asked);
    const { lines, next, missing } = page.parse(asked.body);
    for (const line of lines) {
      count(counts, line);
      digest.take(line);
      yield `${line}\n`;
    }
    counts.missing.push(...missing);
    from = next;
  } while (from !== null && from !== undefined);
  const { rows, blobs } = counts;
  yield `${JSON.stringify({ end: { rows, blobs, sha256: digest.hex() } })}\n`;
}

function count(counts: Counts, line: string): void {
  const value = counted.parse(JSON.parse(line));
  if (Array.isArray(value)) {
    const table = Number(value[0]);
    counts.rows[table] = (counts.rows[table] ?? 0) + 1;
    counts.lines += 1;
  } else if ('tables' in value && Array.isArray(value.tables)) {
    counts.rows.push(...value.tables.map(() => 0));
  } else if ('blob' in value) {
    counts.blobs += 1;
  }
}
