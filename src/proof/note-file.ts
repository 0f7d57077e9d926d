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
  const reading = notesOf(file);
  const notes: FoundNote[] = [];
  for (;;) {
    const next = reading.next();
    if (next.done === true) return { notes, tornAt: next.value };
    notes.push(next.value);
  }
}

/** The same note by note, for readers that do other things in between; in the end, `tornAt`. */
export function* notesOf(file: string): Generator<FoundNote, NotesRead['tornAt'], undefined> {
  let text: Block | null = null;
  for (const block of blocksOf(file)) {
    const isWhole = file.charAt(block.end - 1) === '\n';
    if (text !== null && !isWhole) return text.start;
    if (text !== null && block.lines.every(isSignature)) {
      yield { line: text.line, note: file.slice(text.start, block.end) };
      text = null;
    } else {
      if (text !== null) yield { line: text.line, note: file.slice(text.start, text.end) };
      text = block;
    }
  }
  return text === null ? null : text.start;
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
function* blocksOf(file: string): Generator<Block, void, undefined> {
  let lines: string[] = [];
  let start = 0;
  let row = 1;
  for (let at = 0; at < file.length; row += 1) {
    const found = file.indexOf('\n', at);
    const end = found === -1 ? file.length : found;
    if (end > at) {
      if (lines.length === 0) start = at;
      lines.push(file.slice(at, end));
    } else if (lines.length > 0) {
      yield { line: row - lines.length, lines, start, end: at };
      lines = [];
    }
    at = end + 1;
  }
  if (lines.length > 0) yield { line: row - lines.length, lines, start, end: file.length };
}
