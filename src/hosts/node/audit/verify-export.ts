import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { isoInstant } from '../../../domain/jst.ts';
import type { ExportVerdict } from '../../../proof/export-verdict.ts';
import type { NoteKey } from '../../../proof/note-key.ts';
import { createExportVerifier, type ExportVerifier } from '../../../proof/verify-export.ts';
import type { Words } from '../../../words/words.ts';

/** What a file is, by its first bytes. */
export type FileKind = 'database' | 'proof' | 'table' | 'archive';

const FIRST_BYTES = 16;

/** What a path leads to: a folder counts as its database. */
export function kindOf(path: string): FileKind {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return 'database';
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(FIRST_BYTES);
  readSync(file, bytes, 0, FIRST_BYTES, 0);
  closeSync(file);
  const start = bytes.toString('latin1');
  if (start.startsWith('SQLite format 3')) return 'database';
  if (start.startsWith('PK')) return 'archive';
  // With the mark of UTF-8 in front, as tables have it.
  if (start.startsWith('ï»¿') || path.toLowerCase().endsWith('.csv')) return 'table';
  return start.startsWith('{') || path.toLowerCase().endsWith('.jsonl') ? 'proof' : 'database';
}

/** Verifies an export as it is read, however long it is. */
export async function verifyExportFile(
  path: string,
  keys: readonly NoteKey[],
  kept: readonly string[],
): Promise<ExportVerdict> {
  const verifier = createExportVerifier({ keys, kept });
  await feed(verifier, path);
  return verifier.verdict();
}

async function feed(verifier: ExportVerifier, path: string): Promise<void> {
  let begun: Uint8Array[] = [];
  for await (const bytes of createReadStream(path)) {
    let from = 0;
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, from)) {
      const line = textIn([...begun, bytes.subarray(from, end)]);
      if (!verifier.take(line)) return;
      begun = [];
      from = end + 1;
    }
    if (from < bytes.length) begun.push(bytes.subarray(from));
  }
  if (begun.length > 0) verifier.take(textIn(begun));
}

const LINE_END = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NO_LINE = '';

/** Bytes that are no text must not be taken for the sign that stands for such: they are no line. */
function textIn(bytes: readonly Uint8Array[]): string {
  try {
    return utf8.decode(bytes.length === 1 ? bytes[0] : Buffer.concat(bytes));
  } catch (error) {
    if (error instanceof TypeError) return NO_LINE;
    throw error;
  }
}

/** The verdict in words. */
export function describeExport({ auditExport: say }: Words, verdict: ExportVerdict): string {
  if (!verdict.ok) {
    const { breach, line, entry } = verdict;
    return [say.verdict.breach, say.breaches[breach], say.verdict.place(line, entry)].join('\n');
  }
  const { origin, at, entry, whole, leftOut, erased, checkpoints } = verdict;
  const { compared, uncovered, keyId, knownKey } = verdict;
  return [
    say.verdict.fine,
    say.verdict.of(origin, isoInstant(at), entry),
    say.verdict.counts(whole, leftOut, erased, checkpoints),
    ...(compared + uncovered > 0 ? [say.verdict.compared(compared, uncovered)] : []),
    say.verdict.key(keyId),
    ...(knownKey ? [] : [say.verdict.unknownKey]),
  ].join('\n');
}
