import { isoInstant } from '../domain/jst.ts';
import { asNumber, asText, asTexts, fieldOf, orNull, parseOrNull } from './lenient-json.ts';
import type { NoteSigner } from './note-key.ts';
import { signNote } from './signed-note.ts';

/*
 * The JSON Lines form of an export, which is its proof: a header, entries with all that is hashed,
 * the hashes of entries that were left out, the checkpoints between which they stand, and a signed
 * end. Each line can be written in one way only: what reads back to other text was altered
 * (docs/audit-format.md).
 */

/** What was asked for and by whom. The entry of the export says the same, and is part of the file. */
export interface ExportHeader {
  /** Which log. */
  readonly origin: string;
  /** The verifier key of its checkpoints. Whoever forges an export writes their own here. */
  readonly key: string;
  /** The entry of this export: the file ends with the log as it was then. */
  readonly entry: number;
  /** Epoch ms. */
  readonly at: number;
  /** Id of the auditor, or of the system. */
  readonly by: string;
  /** JSON of what was asked for, as it stands in that entry's detail. */
  readonly asked: unknown;
}

/** Somebody in an entry. `by`: the entry that erased the name; `ref`: its number there. */
export type ShownPerson =
  | { readonly id: string | null; readonly name: string | null; readonly salt: string }
  | {
      readonly id: string | null;
      readonly digest: string;
      readonly ref: number;
      readonly by: number | null;
    };

/** A content. `by`: the entry that erased it; null: none has, which is a breach. */
export type ShownContent =
  | { readonly text: string; readonly detail: string | null; readonly salt: string }
  | { readonly digest: string; readonly by: number | null };

/** The file of a message, as the entry of its arrival tells it. */
export interface ShownFile {
  readonly entry: number;
  readonly name: string | null;
  readonly type: string | null;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** An entry with everything that is hashed. */
export interface ShownEntry {
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly action: string;
  readonly actorKind: string;
  readonly actor: ShownPerson;
  readonly room: number | null;
  readonly channel: string | null;
  readonly lineUser: ShownPerson | null;
  readonly member: ShownPerson | null;
  readonly direction: string | null;
  readonly kind: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly about: number | null;
  /** JSON text, as it is hashed. */
  readonly facts: string;
  readonly content: ShownContent | null;
  /** Of a message whose file was kept. */
  readonly file: ShownFile | null;
  /** The log's head at this entry, hex. */
  readonly head: string;
}

export type ExportLine =
  | ({ readonly is: 'header' } & ExportHeader)
  | ({ readonly is: 'entry' } & ShownEntry)
  /** Hashes of entries, hex, in their order. */
  | { readonly is: 'left-out'; readonly hashes: readonly string[] }
  /** Both are signed notes. */
  | { readonly is: 'checkpoint'; readonly note: string }
  | { readonly is: 'end'; readonly note: string };

/** What the end of an export signs: that these lines are the whole of it. */
export interface ExportEnd {
  readonly origin: string;
  readonly entry: number;
  /** How many lines stand before it. */
  readonly lines: number;
  /** Of all bytes before it, hex. */
  readonly sha256: string;
}

/** The format that a header names, and the first line of what an end signs. */
export const EXPORT_FORMAT = 'kakehashi audit export 2';

/** Writes a line, without its line break. */
export function writeLine(line: ExportLine): string {
  switch (line.is) {
    case 'header': {
      const { origin, key, entry, at, by, asked } = line;
      const head = { format: EXPORT_FORMAT, origin, key, entry, at: isoInstant(at), by, asked };
      return JSON.stringify(head);
    }
    case 'entry':
      return writeEntry(line);
    case 'left-out':
      return JSON.stringify({ 'left-out': line.hashes });
    case 'checkpoint':
      return JSON.stringify({ checkpoint: line.note });
    case 'end':
      return JSON.stringify({ end: line.note });
    default:
      return line satisfies never;
  }
}

/** The order of the fields is part of the form. In one piece: each spread would copy what it has, for every entry. */
export function writeEntry(entry: ShownEntry): string {
  const { id, at, action, actorKind, actor, room, channel, lineUser, member } = entry;
  const { direction, kind, outcome, reason, about, facts, content, file, head } = entry;
  return JSON.stringify({
    id,
    at: isoInstant(at),
    action,
    actorKind,
    actor,
    room,
    channel,
    lineUser,
    member,
    direction,
    kind,
    outcome,
    reason,
    about,
    facts,
    content,
    // What is undefined is left out.
    file: file ?? undefined,
    head,
  });
}

/** Reads a line. Null: it is none, or another way to write one. */
export function readLine(text: string): ExportLine | null {
  const line = parseLine(text);
  return line !== null && writeLine(line) === text ? line : null;
}

function parseLine(text: string): ExportLine | null {
  const value = parseOrNull(text);
  if (fieldOf(value, 'id') !== undefined) return { is: 'entry', ...entryIn(value) };
  const checkpoint = fieldOf(value, 'checkpoint');
  if (checkpoint !== undefined) return { is: 'checkpoint', note: asText(checkpoint) };
  const hashes = fieldOf(value, 'left-out');
  if (hashes !== undefined) return { is: 'left-out', hashes: asTexts(hashes) };
  const end = fieldOf(value, 'end');
  if (end !== undefined) return { is: 'end', note: asText(end) };
  return fieldOf(value, 'format') === undefined ? null : { is: 'header', ...headerIn(value) };
}

/* Values of a wrong type become others: the line then does not read back to its own text. */

const headerIn = (value: unknown): ExportHeader => ({
  origin: asText(fieldOf(value, 'origin')),
  key: asText(fieldOf(value, 'key')),
  entry: asNumber(fieldOf(value, 'entry')),
  at: instantIn(fieldOf(value, 'at')),
  by: asText(fieldOf(value, 'by')),
  asked: fieldOf(value, 'asked'),
});

function entryIn(value: unknown): ShownEntry {
  const of = (name: string) => fieldOf(value, name);
  return {
    id: asNumber(of('id')),
    at: instantIn(of('at')),
    action: asText(of('action')),
    actorKind: asText(of('actorKind')),
    actor: personIn(of('actor')),
    room: orNull(of('room'), asNumber),
    channel: orNull(of('channel'), asText),
    lineUser: orNull(of('lineUser'), personIn),
    member: orNull(of('member'), personIn),
    direction: orNull(of('direction'), asText),
    kind: orNull(of('kind'), asText),
    outcome: asText(of('outcome')),
    reason: orNull(of('reason'), asText),
    about: orNull(of('about'), asNumber),
    facts: asText(of('facts')),
    content: orNull(of('content'), contentIn),
    file: of('file') === undefined ? null : fileIn(of('file')),
    head: asText(of('head')),
  };
}

function personIn(value: unknown): ShownPerson {
  const id = orNull(fieldOf(value, 'id'), asText);
  const digest = fieldOf(value, 'digest');
  if (digest === undefined) {
    const name = orNull(fieldOf(value, 'name'), asText);
    return { id, name, salt: asText(fieldOf(value, 'salt')) };
  }
  const by = orNull(fieldOf(value, 'by'), asNumber);
  return { id, digest: asText(digest), ref: asNumber(fieldOf(value, 'ref')), by };
}

function contentIn(value: unknown): ShownContent {
  const digest = fieldOf(value, 'digest');
  if (digest !== undefined) {
    return { digest: asText(digest), by: orNull(fieldOf(value, 'by'), asNumber) };
  }
  return {
    text: asText(fieldOf(value, 'text')),
    detail: orNull(fieldOf(value, 'detail'), asText),
    salt: asText(fieldOf(value, 'salt')),
  };
}

const fileIn = (value: unknown): ShownFile => ({
  entry: asNumber(fieldOf(value, 'entry')),
  name: orNull(fieldOf(value, 'name'), asText),
  type: orNull(fieldOf(value, 'type'), asText),
  size: asNumber(fieldOf(value, 'size')),
  sha256: asText(fieldOf(value, 'sha256')),
});

/** Far from where the calendar of JavaScript ends. */
const LAST_INSTANT = Date.UTC(9999, 0, 1);

/** An instant that is none becomes another, which reads back to other text. */
function instantIn(value: unknown): number {
  const at = Date.parse(asText(value));
  return Math.abs(at) < LAST_INSTANT ? at : 0;
}

/** The signed end of an export. */
export const signEnd = (signer: NoteSigner, { entry, lines, sha256 }: Omit<ExportEnd, 'origin'>) =>
  signNote(signer, [EXPORT_FORMAT, signer.key.name, entry, lines, sha256, ''].join('\n'));

/** Reads the text of an end; null: it is none. */
export function readEnd(text: string): ExportEnd | null {
  const [format, origin = '', entry, lines, sha256 = '', rest, ...more] = text.split('\n');
  if (format !== EXPORT_FORMAT || rest !== '' || more.length > 0) return null;
  return { origin, entry: Number(entry), lines: Number(lines), sha256 };
}

/** What the entry of a kept file tells about it; null: nothing. */
export function fileTold(entry: number, detail: string | null): ShownFile | null {
  if (detail === null) return null;
  const told = parseOrNull(detail);
  const sha256 = fieldOf(told, 'sha256');
  if (typeof sha256 !== 'string') return null;
  return {
    entry,
    name: orNull(fieldOf(told, 'fileName') ?? null, asText),
    type: orNull(fieldOf(told, 'contentType') ?? null, asText),
    size: asNumber(fieldOf(told, 'size')),
    sha256,
  };
}
