import { entryId as toEntryId } from '../../domain/ids.ts';
import type { Checkpoint } from '../../proof/checkpoint.ts';
import { readCheckpoint, signCheckpoint } from '../../proof/checkpoint.ts';
import { readNote } from '../../proof/signed-note.ts';
import { entryOf, logEnd } from '../../store/audit/audit-log.ts';
import { keepCheckpoint, latestCheckpoint } from '../../store/audit/checkpoints.ts';
import { planJob } from '../../store/queue/jobs.ts';
import type { Database } from '../../store/sqlite/store.ts';
import { errorCodeOf } from './fault-code.ts';
import { mendStores } from './mend-stores.ts';
import type { CheckpointParts } from './parts.ts';

/** A checkpoint with its note. */
export interface Signed {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** What came of the wish for a checkpoint. */
export type Made =
  | ({ readonly kind: 'made' } & Signed)
  /** Nothing has come since the last one. */
  | ({ readonly kind: 'same' } & Signed)
  | {
      readonly kind: 'none';
      /** `disagrees`: the log is not the one that was signed before. It is not signed again. */
      readonly why: 'no-key' | 'no-entries' | 'disagrees';
    };

/**
 * Signs the log as it is now. The entries are durable by then, the copy in the database comes next,
 * then the note apart from it: a crash in between leaves a note that the next one puts there.
 */
export async function makeCheckpoint(parts: CheckpointParts): Promise<Made> {
  const { context, signer, news } = parts;
  const { db, clock } = context;
  if (signer === null) return { kind: 'none', why: 'no-key' };
  const known = lastSigned(parts);
  if (known !== null && mayRest(parts, known.checkpoint)) return { kind: 'same', ...known };
  const newestApart = await mendStores(parts);
  const last = lastSigned(parts);
  news.disagrees =
    [last?.checkpoint, newestApart].find((each) => each && !isAgreed(db, each))?.entries ?? null;
  if (news.disagrees !== null) {
    news.isMended = false;
    return { kind: 'none', why: 'disagrees' };
  }
  const { entries, head } = logEnd(db);
  if (entries === 0) return { kind: 'none', why: 'no-entries' };
  if (last !== null && last.checkpoint.entries === entries) return { kind: 'same', ...last };
  const checkpoint = { origin: signer.key.name, entries, head, at: clock.now() };
  const note = signCheckpoint(signer, checkpoint);
  context.store.transaction(() => {
    keepCheckpoint(db, { entries, note });
    if (parts.url !== null) planPost(parts);
  });
  await appendApart(parts, note, entries);
  return { kind: 'made', note, checkpoint };
}

/**
 * Whether nothing has come that would be signed, where a look at the notes apart is not for nothing. A bridge whose
 * database was brought back to an earlier time writes that down first, so it does look.
 */
const mayRest = (parts: CheckpointParts, last: Checkpoint): boolean =>
  parts.host.notes?.isBilled === true &&
  parts.news.storeFault === null &&
  logEnd(parts.context.db).entries === last.entries &&
  isAgreed(parts.context.db, last);

/** Whether the log still is what a checkpoint says of it. */
export const isAgreed = (db: Database, { entries, head }: Checkpoint): boolean =>
  entryOf(db, toEntryId(entries))?.hash === head;

/** The last checkpoint by the database. */
export function lastSigned({ context }: Pick<CheckpointParts, 'context'>): Signed | null {
  const row = latestCheckpoint(context.db);
  const checkpoint = row && readCheckpoint(readNote(row.note)?.text ?? '');
  return row && checkpoint ? { note: row.note, checkpoint } : null;
}

const planPost = ({ context }: CheckpointParts) =>
  planJob(context.db, {
    kind: 'post-checkpoint',
    key: '',
    payload: {},
    dueAt: context.clock.now(),
  });

async function appendApart(
  { host, news, context, onFault }: CheckpointParts,
  note: string,
  entries: number,
): Promise<void> {
  try {
    await host.notes?.append(note, entries);
    news.storeFault = null;
  } catch (error) {
    // The note stands in the database; the next checkpoint tries again.
    news.isMended = false;
    news.storeFault ??= { since: context.clock.now(), detail: errorCodeOf(error) };
    onFault('checkpoints', error);
  }
}
