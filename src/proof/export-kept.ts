import { readCheckpoint } from './checkpoint.ts';
import type { ExportHeader } from './export-form.ts';
import { Breach } from './export-verdict.ts';
import type { NoteKey } from './note-key.ts';
import { judgeNote } from './signed-note.ts';

export type KeptBook = ReturnType<typeof createKeptBook>;

/** The checkpoints that somebody kept. */
export function createKeptBook() {
  const heads = new Map<number, string>();
  const compared = new Set<number>();
  let hasStranger = false;
  return {
    read: (notes: readonly string[], keys: readonly NoteKey[], header: ExportHeader) => {
      for (const note of notes) {
        const judged = judgeNote(note, keys);
        const text =
          judged.kind === 'signed'
            ? judged.text
            : judged.kind === 'unknown-key'
              ? judged.note.text
              : '';
        const checkpoint = readCheckpoint(text);
        if (checkpoint === null || checkpoint.origin !== header.origin)
          throw new Breach('kept-checkpoint');
        // Of another key: whoever made the file may have made its key as well.
        if (judged.kind !== 'signed') hasStranger = true;
        const known = heads.get(checkpoint.entries) ?? checkpoint.head;
        if (known !== checkpoint.head) throw new Breach('kept-checkpoint');
        heads.set(checkpoint.entries, checkpoint.head);
      }
    },
    compare: (entries: number, head: string) => {
      const known = heads.get(entries);
      if (known === undefined) return;
      if (known !== head) throw new Breach('contradiction', entries);
      compared.add(entries);
    },
    finish: () => {
      if (hasStranger) throw new Breach('unknown-key');
    },
    counts: () => ({ compared: compared.size, uncovered: heads.size - compared.size }),
  };
}
