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
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const bytes of createReadStream(path)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!verifier.take(line)) return;
  }
  rest += decoder.decode();
  if (rest !== '') verifier.take(rest);
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
