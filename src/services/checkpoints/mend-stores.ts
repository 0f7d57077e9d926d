import { record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { type Checkpoint, readCheckpoint } from '../../proof/checkpoint.ts';
import { judgeNote, readNote } from '../../proof/signed-note.ts';
import { checkpointsAfter } from '../../store/audit/checkpoints.ts';
import { errorCodeOf } from './fault-code.ts';
import { nextTurn } from './next-turn.ts';
import type { CheckpointParts, StoredNotes } from './parts.ts';
import { keysInUse } from './signing-key.ts';

/*
 * The notes stand twice: in the database, and apart from it. A note's signature says that it is true
 * wherever it stands, so neither place is trusted more than the other, and a missing note is missing
 * from whichever lacks it. A crash can cost the place apart the newest note only. More than that was
 * taken away by somebody: the notes are put there again, and an entry says so. The database never
 * takes notes from the place apart: after an older copy of it was restored they are about entries
 * that it lost, and `audit verify` has to say that.
 */

/** Notes looked at in one turn of the event loop: a signature takes some 0.1 ms. */
const AT_ONCE = 50;

/**
 * Puts notes that stand in the database only there where the others are.
 *
 * @returns the checkpoint of the most entries that was found apart from the database
 */
export async function mendStores(parts: CheckpointParts): Promise<Checkpoint | null> {
  const { news, host } = parts;
  if (news.isMended || host.notes === null) return null;
  try {
    const found = await host.notes.all();
    const missing = await missingFrom(parts, found);
    if (missing.length > 1) noteRestoring(parts, missing);
    for (const { note, entries } of missing) await host.notes.append(note, entries);
    news.isMended = true;
    news.storeFault = null;
    return await newestOf(parts, found.notes);
  } catch (error) {
    news.storeFault ??= { since: parts.context.clock.now(), detail: errorCodeOf(error) };
    parts.onFault('checkpoints', error);
    return null;
  }
}

interface Missing {
  readonly note: string;
  readonly entries: number;
}

/** Notes of the database that are nowhere else. Of a bucket only the newest are looked at. */
async function missingFrom({ context }: CheckpointParts, found: StoredNotes): Promise<Missing[]> {
  const there = new Set(found.notes);
  const keys = keysInUse(context);
  const first = found.isWhole ? null : checkpointIn(found.notes[0] ?? '');
  const missing: Missing[] = [];
  let after = first?.entries ?? 0;
  for (;;) {
    const page = checkpointsAfter(context.db, after, AT_ONCE);
    for (const { note, entries } of page) {
      // What the database holds is put nowhere else unless it is signed.
      if (!there.has(note) && judgeNote(note, keys).kind === 'signed') {
        missing.push({ note, entries });
      }
    }
    after = page.at(-1)?.entries ?? after;
    if (page.length < AT_ONCE) return missing;
    await nextTurn();
  }
}

function noteRestoring({ context }: CheckpointParts, missing: readonly Missing[]): void {
  context.store.transaction(() =>
    record(context, {
      action: 'audit.restore-checkpoints',
      actor: SYSTEM,
      outcome: 'recorded',
      facts: {
        checkpoints: missing.length,
        from: missing[0]?.entries,
        to: missing.at(-1)?.entries,
      },
    }),
  );
}

/** The signed checkpoint of the most entries. */
async function newestOf(
  { context }: CheckpointParts,
  notes: readonly string[],
): Promise<Checkpoint | null> {
  const keys = keysInUse(context);
  let newest: Checkpoint | null = null;
  // From the end: it stands there unless somebody moved it, and then no other has to be judged.
  for (const [index, note] of notes.toReversed().entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
    const checkpoint = checkpointIn(note);
    const isNewer = checkpoint !== null && checkpoint.entries > (newest?.entries ?? 0);
    if (isNewer && judgeNote(note, keys).kind === 'signed') newest = checkpoint;
  }
  return newest;
}

const checkpointIn = (note: string) => readCheckpoint(readNote(note)?.text ?? '');
