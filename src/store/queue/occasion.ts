import type { EntryId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { inbox } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** The event whose effects are being written. */
export interface Occasion {
  readonly inboxId: number;
  readonly receivedAt: number;
  /** The entry that holds its words. */
  entryId: EntryId | null;
}

/** There is one writer, and it is synchronous: at most one event has its turn. */
const occasions = new WeakMap<Database, Occasion>();

/** Does `work` as the effect of an event: what is queued meanwhile follows from it. */
export function asEffectOf<Result>(
  db: Database,
  event: Pick<Occasion, 'inboxId' | 'receivedAt'>,
  work: (occasion: Occasion) => Result,
): Result {
  const occasion: Occasion = { ...event, entryId: null };
  const before = occasions.get(db);
  occasions.set(db, occasion);
  received.put(db, event.inboxId, event.receivedAt);
  try {
    return work(occasion);
  } finally {
    if (before === undefined) occasions.delete(db);
    else occasions.set(db, before);
  }
}

/** The event that has its turn; null: what is written now follows from none. */
export const occasionOf = (db: Database): Occasion | null => occasions.get(db) ?? null;

/** Notes the entry that holds the words of the event that has its turn. */
export function noteEntry(db: Database, entryId: EntryId): void {
  const occasion = occasions.get(db);
  if (occasion !== undefined) occasion.entryId ??= entryId;
}

const statements = prepareOnce((db) => ({
  receivedAt: db
    .select({ at: inbox.receivedAt })
    .from(inbox)
    .where(eq(inbox.id, sql.placeholder('id')))
    .prepare(),
}));

/** That never changes, and an id is not used again: a row that is gone does no harm. */
const received = remember(
  (db, id: number): number | null => statements(db).receivedAt.get({ id })?.at ?? null,
);

/** When an event was received, epoch ms; null: it is no longer known. */
export function receivedAt(db: Database, inboxId: number): number | null {
  return received.of(db, inboxId);
}
