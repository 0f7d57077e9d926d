import type { Context } from '../../context.ts';
import type { PlacedNote } from '../../proof/known-checkpoints.ts';
import type { NoteKey } from '../../proof/note-key.ts';
import { checkpointsAfter } from '../../store/audit/checkpoints.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { Checkpoints } from './checkpoints.ts';
import { keysInUse } from './signing-key.ts';

const AT_ONCE = 500;

/** Where a note stands, for people: the names of the table and the file. */
export const IN_DATABASE = 'kakehashi.db: audit_checkpoints';

/** Everything that the bridge knows of its log: the notes in both places, and the keys. */
export async function witnessesOf(
  context: Context,
  checkpoints: Pick<Checkpoints, 'storedNotes'>,
): Promise<{ readonly keys: readonly NoteKey[]; readonly notes: readonly PlacedNote[] }> {
  const { notes } = await checkpoints.storedNotes();
  const apart = notes.map((note) => ({ note, place: 'checkpoints' }));
  return { keys: keysInUse(context), notes: [...apart, ...notesInDatabase(context.db)] };
}

/** The notes in the database, the oldest first. */
export function notesInDatabase(db: Database): readonly PlacedNote[] {
  const notes: PlacedNote[] = [];
  let after = 0;
  for (;;) {
    const page = checkpointsAfter(db, after, AT_ONCE);
    notes.push(...page.map(({ note }) => ({ note, place: IN_DATABASE })));
    after = page.at(-1)?.entries ?? after;
    if (page.length < AT_ONCE) return notes;
  }
}
