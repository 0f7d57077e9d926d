/*
 * A file of notes: one after another, an empty line behind each. The texts of our notes have no
 * empty lines, so blocks between empty lines are, in turn, a text and its signatures.
 */

/** A piece of a file of notes. */
export interface FoundNote {
  /** From 1. */
  readonly line: number;
  /** A note, or what stands in its place. */
  readonly note: string;
}

export interface NotesRead {
  readonly notes: readonly FoundNote[];
  /** Where a note begins that was not written to its end, in characters; null: there is none. */
  readonly tornAt: number | null;
}

const isSignature = (line: string) => line.startsWith('— ');

/** Parts a file into its notes. A piece that is no note stands among them: its reader judges. */
export function readNotes(file: string): NotesRead {
  const notes: FoundNote[] = [];
  let text: Block | null = null;
  for (const block of blocksOf(file)) {
    const isWhole = file.charAt(block.end - 1) === '\n';
    if (text !== null && !isWhole) return { notes, tornAt: text.start };
    if (text !== null && block.lines.every(isSignature)) {
      notes.push({ line: text.line, note: file.slice(text.start, block.end) });
      text = null;
    } else {
      if (text !== null) notes.push({ line: text.line, note: file.slice(text.start, text.end) });
      text = block;
    }
  }
  return { notes, tornAt: text === null ? null : text.start };
}

/** What is appended to a file of notes for a note. */
export const asAppended = (note: string): string => `${note}\n`;

interface Block {
  readonly line: number;
  readonly lines: readonly string[];
  readonly start: number;
  /** Behind its last line break. */
  readonly end: number;
}

/** The runs of lines between empty ones. */
function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let at = 0;
  let start = 0;
  const close = (number: number, end: number) => {
    if (lines.length > 0) blocks.push({ line: number - lines.length, lines, start, end });
    lines = [];
  };
  const rows = file.split('\n');
  for (const [index, row] of rows.entries()) {
    if (row === '') close(index + 1, at);
    else {
      if (lines.length === 0) start = at;
      lines.push(row);
    }
    at += row.length + 1;
  }
  close(rows.length + 1, file.length);
  return blocks;
}
