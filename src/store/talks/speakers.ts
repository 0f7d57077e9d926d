import type { Speaker } from '../../domain/speaker.ts';
import { speakers } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import { asInserted, everyColumn } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** The room a speaker talks in now, when it was chosen and when last spoken to. */
export type SpeakerRow = typeof speakers.$inferSelect;

const statements = prepareOnce((db) => ({
  speaker: db
    .select()
    .from(speakers)
    .where(eq(speakers.speaker, sql.placeholder('speaker')))
    .prepare(),
  saveSpeaker: db
    .insert(speakers)
    .values(everyColumn(speakers))
    .onConflictDoUpdate({ target: speakers.speaker, set: asInserted(speakers) })
    .prepare(),
}));

export function readSpeaker(db: Database, speaker: Speaker): SpeakerRow {
  return (
    statements(db).speaker.get({ speaker }) ?? {
      speaker,
      currentRoomId: null,
      currentEntry: 0,
      lastMessageEntry: 0,
    }
  );
}

export function saveSpeaker(db: Database, row: SpeakerRow): void {
  statements(db).saveSpeaker.run(row);
}

/** Forgets whom a speaker talked with last. */
export function forgetSpeaker(db: Database, speaker: Speaker): void {
  db.delete(speakers).where(eq(speakers.speaker, speaker)).run();
}
