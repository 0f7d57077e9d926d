import type { Context } from '../../context.ts';
import type { PlacedNote } from '../../proof/known-checkpoints.ts';
import type { NoteKey } from '../../proof/note-key.ts';
import { checkpointsAfter } from '../../store/audit/checkpoints.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { Checkpoints } from './checkpoints.ts';
import { nextTurn } from './next-turn.ts';
import { keysInUse } from './signing-key.ts';

const AT_ONCE = 500;

/** Where a note stands, for people: the names of the table and the file. */
export const IN_DATABASE = 'kakehashi.db: audit_checkpoints';

/** What a log is verified against. */
export interface Witnesses {
  /** Keys that are trusted. */
  readonly keys: readonly NoteKey[];
  readonly notes: readonly PlacedNote[];
  /** Notes that are left out: a restoration of the workspace could not take them away. */
  readonly superseded?: number;
}

/** Everything that the bridge knows of its log: the notes in both places, and the keys. */
export async function witnessesOf(
  context: Context,
  checkpoints: Pick<Checkpoints, 'storedNotes'>,
): Promise<Witnesses> {
  const { notes: apart, superseded = 0 } = await checkpoints.storedNotes();
  const notes: PlacedNote[] = apart.map((note) => ({ note, place: 'checkpoints' }));
  for (const placed of notesInDatabase(context.db)) {
    notes.push(placed);
    if (notes.length % AT_ONCE === 0) await nextTurn();
  }
  return { keys: keysInUse(context), notes, superseded };
}

/** The notes in the database, the oldest first, read as they are asked for. */
export function* notesInDatabase(db: Database): Generator<PlacedNote, void, undefined> {
  let after = 0;
  for (;;) {
    const page = checkpointsAfter(db, after, AT_ONCE);
    for (const { note } of page) yield { note, place: IN_DATABASE };
    after = page.at(-1)?.entries ?? after;
    if (page.length < AT_ONCE) return;
  }
}
