import { readBase64 } from './base64.ts';
import { isKeyName, isSignedBy, type NoteKey, type NoteSigner } from './note-key.ts';

/*
 * Signed notes (c2sp.org/signed-note): a text that ends with a line break, an empty line, and lines
 * of signatures, `— name base64(id ‖ signature)`. Reading is strict and bounded: whoever hands us a
 * note may be the one who forged it.
 */

export interface NoteSignature {
  readonly name: string;
  /** Eight hex digits. */
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A note that is formed well. That says nothing about whether it is true. */
export interface ReadNote {
  /** What was signed, with its last line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** What the signatures of a note prove. */
export type NoteVerdict =
  | { readonly kind: 'signed'; readonly text: string; readonly keys: readonly NoteKey[] }
  /** It is no note, or a signature under the name of a known key is not of this text. */
  | { readonly kind: 'altered' }
  /** Formed well, and signed by others only. */
  | { readonly kind: 'unknown-key'; readonly note: ReadNote };

/** Far above the 16 signatures that every reader of notes accepts. */
const MOST_SIGNATURES = 64;
const MOST_CHARACTERS = 400_000;
const ID_BYTES = 4;
const SIGNATURE_LINE = /^— (\S+) (\S+)$/u;

/** Signs a text. */
export function signNote(signer: NoteSigner, text: string): string {
  if (!isNoteText(text)) throw new Error('The text cannot be signed as a note.');
  const { name, id } = signer.key;
  const signature = Buffer.concat([Buffer.from(id, 'hex'), signer.sign(text)]).toString('base64');
  return `${text}\n— ${name} ${signature}\n`;
}

/** Reads a note. Null: it is none. */
export function readNote(note: string): ReadNote | null {
  if (note.length > MOST_CHARACTERS || !isNoteText(note)) return null;
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  if (!isNoteText(text) || lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(readSignature).filter((each) => each !== null);
  return signatures.length === lines.length ? { text, signatures } : null;
}

/** Well-formed, without control characters other than line breaks, and ended by one. */
const isNoteText = (text: string) =>
  text.length > 1 &&
  text.endsWith('\n') &&
  text.isWellFormed() &&
  !/[^\P{Cc}\n\u007f-\u009f]/u.test(text);

function readSignature(line: string): NoteSignature | null {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = readBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length <= ID_BYTES) return null;
  const id = Buffer.from(bytes.subarray(0, ID_BYTES)).toString('hex');
  return { name, id, signature: bytes.subarray(ID_BYTES) };
}

/** Checks a note by the keys that are known. One false signature of theirs spoils it. */
export function judgeNote(note: string, known: readonly NoteKey[]): NoteVerdict {
  const read = readNote(note);
  if (read === null) return { kind: 'altered' };
  const keys: NoteKey[] = [];
  for (const { name, id, signature } of read.signatures) {
    const key = known.find((each) => each.name === name && each.id === id);
    if (key === undefined) continue;
    if (!isSignedBy(key, read.text, signature)) return { kind: 'altered' };
    keys.push(key);
  }
  return keys.length > 0
    ? { kind: 'signed', text: read.text, keys }
    : { kind: 'unknown-key', note: read };
}
