import * as z from 'zod';
import type { WorkspaceAsks } from '../../../domain/operator/bodies.ts';
import { end, lineDigest } from '../../../store/copy/copy-lines.ts';
import { NotWhole } from '../../../store/copy/import-lines.ts';
import { CopyFault } from '../backup/copy-fault.ts';
import { runCopyCommand } from '../copy-command.ts';
import { readLines } from '../import/read-lines.ts';
import { type Asked, ask } from './ask.ts';
import { EXIT, type Invocation, need } from './invocation.ts';

/** A request may have a megabyte. Bytes of JSON. */
const CHUNK_BYTES = 900_000;
/** Of a line that is longer than a chunk: a sign takes three bytes at most, or two with its backslash. */
const PART_CHARS = 300_000;
/** An answer that is lost: the same chunk changes nothing the second time. */
const TRIES = 3;

const imported = z.object({
  next: z.number(),
  done: z.object({ rows: z.number(), entries: z.number(), blobs: z.number() }).nullable(),
});

type Imported = z.infer<typeof imported>;

/** A chunk was not taken; the command ends as that call did. */
class NotTaken extends Error {
  readonly asked: Extract<Asked, { ok: false }>;
  constructor(asked: Extract<Asked, { ok: false }>) {
    super(asked.text);
    this.name = 'NotTaken';
    this.asked = asked;
  }
}

/** `import NAME FILE`: an export into a workspace that was just created and paused, chunk by chunk. */
export async function importFrom(invocation: Invocation): Promise<number> {
  const { args, say, print } = invocation;
  const workspace = need(args[0], say.needsName);
  try {
    return await runCopyCommand({
      asked: { path: need(args[1], say.needsFile) },
      place: ({ path }) => path,
      usage: () => [say.usage],
      failed: () => say.notDone,
      run: async ({ path }) => {
        const { file, lines } = await examine(path);
        const { done } = await send(invocation, { workspace, path, file, lines });
        if (done !== null) print(say.imported(done.rows, done.entries, done.blobs));
        return done === null ? EXIT.unclear : EXIT.done;
      },
    });
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    print(error.message);
    return error.asked.exit;
  }
}

/** Reads the file once: what is cut short or altered is not sent at all. */
async function examine(path: string): Promise<{ file: string; lines: number }> {
  const digest = lineDigest();
  let last: string | null = null;
  let lines = 0;
  try {
    await readLines(path, (line) => {
      if (last !== null) digest.take(last);
      last = line;
      lines += 1;
    });
    const read = end.safeParse(JSON.parse(last ?? 'null'));
    const file = read.data?.end.sha256;
    if (file === undefined || file !== digest.hex()) throw new NotWhole('digest');
    return { file, lines };
  } catch (error) {
    if (error instanceof NotWhole || error instanceof SyntaxError)
      throw new CopyFault('not-whole', `${path}: ${error.message}`);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new CopyFault('no-file', path);
    throw error;
  }
}

interface Sending {
  readonly workspace: string;
  readonly path: string;
  readonly file: string;
  readonly lines: number;
}

async function send(invocation: Invocation, sending: Sending): Promise<Imported> {
  const { say, print } = invocation;
  let answered: Imported = { next: 0, done: null };
  let [chunk, bytes, sent, told] = [0, 0, 0, 0];
  let lines: string[] = [];
  const flush = async (part?: string): Promise<void> => {
    const content = { lines, ...(part === undefined ? {} : { part }) };
    // What the workspace has already need not travel again; the first chunk asks how far it is.
    if (chunk === 0 || chunk >= answered.next)
      answered = await askFor(invocation, sending, chunk, content);
    chunk += 1;
    sent += lines.length;
    [lines, bytes] = [[], 0];
    const percent = Math.floor((100 * sent) / sending.lines);
    if (percent < told + 10) return;
    told = percent;
    print(say.importing(percent));
  };
  await readLines(sending.path, async (whole) => {
    let line = whole;
    if (isLong(line) && lines.length > 0) await flush();
    for (; isLong(line); line = line.slice(PART_CHARS)) await flush(line.slice(0, PART_CHARS));
    const size = Buffer.byteLength(JSON.stringify(line)) + 1;
    if (lines.length > 0 && bytes + size > CHUNK_BYTES) await flush();
    lines.push(line);
    bytes += size;
  });
  await flush();
  if (answered.done === null) print(say.verifying);
  while (answered.done === null)
    answered = await askFor(invocation, sending, chunk - 1, { lines: [] });
  return answered;
}

const isLong = (line: string): boolean => Buffer.byteLength(JSON.stringify(line)) > CHUNK_BYTES;

async function askFor(
  invocation: Invocation,
  { workspace, file }: Sending,
  chunk: number,
  content: Pick<WorkspaceAsks['import'], 'lines' | 'part'>,
): Promise<Imported> {
  for (let tried = 1; ; tried += 1) {
    const asked = await ask(invocation, 'import', { workspace, file, chunk, ...content });
    if (asked.ok) return imported.parse(asked.body);
    if (asked.exit !== EXIT.unclear || tried >= TRIES) throw new NotTaken(asked);
  }
}
