import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { asAppended, type FoundNote, type NotesRead, notesOf } from '../../proof/note-file.ts';
import { nextTurn } from '../../services/checkpoints/next-turn.ts';
import type { NoteStore } from '../../services/checkpoints/parts.ts';
import { privateFile } from '../../store/sqlite/private-files.ts';

export const CHECKPOINT_FILE = 'checkpoints';

/** The file of checkpoints in `folder`: only ever appended to, for this user of the machine only. */
export function checkpointFile(folder: string): NoteStore {
  const path = join(folder, CHECKPOINT_FILE);
  /** Whether its end has been looked at since the start, or since a write failed. */
  let isSound = false;
  return {
    append: async (note) => {
      privateFile(path);
      if (!isSound) await mendEnd(path);
      isSound = false;
      const file = await open(path, 'a', 0o600);
      try {
        await file.write(asAppended(note));
        await file.datasync();
      } finally {
        await file.close();
      }
      isSound = true;
    },
    all: async () => {
      const text = await readFile(path, 'utf8').catch(emptyIfMissing);
      const { notes } = await readInTurns(text);
      return { notes: notes.map(({ note }) => note), isWhole: true };
    },
  };
}

/**
 * Cuts off a note that a crash has torn: it has no whole signature, so it proves nothing, and the
 * database has it whole. Each note ends with an empty line.
 */
async function mendEnd(path: string): Promise<void> {
  const bytes = await readFile(path);
  const text = bytes.toString();
  const { tornAt } = await readInTurns(text);
  if (tornAt !== null) await truncate(path, Buffer.byteLength(text.slice(0, tornAt)));
  else if (text !== '' && !text.endsWith('\n\n')) await appendBreak(path);
}

/** Notes read in one turn of the event loop. */
const AT_ONCE = 500;

async function readInTurns(text: string): Promise<NotesRead> {
  const reading = notesOf(text);
  const notes: FoundNote[] = [];
  for (;;) {
    const next = reading.next();
    if (next.done === true) return { notes, tornAt: next.value };
    notes.push(next.value);
    if (notes.length % AT_ONCE === 0) await nextTurn();
  }
}

async function appendBreak(path: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    await file.write('\n');
  } finally {
    await file.close();
  }
}

function emptyIfMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
