import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import type { Speaker } from '../../domain/speaker.ts';
import { endQuestions } from '../schema.ts';
import { and, eq, isNull, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** The question whether a talk is to end, as it stands in a chat. */
export type EndQuestion = typeof endQuestions.$inferSelect;

/** Where the question stands: a speaker's chat with all their talks, or one talk room. */
export type EndPlace = Speaker | `room:${number}`;

export const roomPlace = (roomId: TalkRoomId): EndPlace => `room:${roomId}`;

const statements = prepareOnce((db) => ({
  question: db
    .select()
    .from(endQuestions)
    .where(eq(endQuestions.place, sql.placeholder('place')))
    .prepare(),
}));

/** Read for every はい, whoever it is for. */
export function endQuestionIn(db: Database, place: EndPlace): EndQuestion | null {
  return statements(db).question.get({ place }) ?? null;
}

/** Keeps the latest question; a typed answer no longer reaches an older one of the place. */
export function keepEndQuestion(
  db: Database,
  place: EndPlace,
  question: Omit<EndQuestion, 'place'>,
): void {
  db.insert(endQuestions)
    .values({ ...question, place })
    .onConflictDoUpdate({ target: endQuestions.place, set: question })
    .run();
}

/** Notes that it has been said, or may have been. */
export function noteEndQuestionSaid(db: Database, place: EndPlace, at: number): void {
  db.update(endQuestions)
    .set({ askedAt: at })
    .where(and(eq(endQuestions.place, place), isNull(endQuestions.askedAt)))
    .run();
}

/** Drops it: it was answered, or the speaker asked for something else. */
export function dropEndQuestion(db: Database, place: EndPlace): void {
  db.delete(endQuestions).where(eq(endQuestions.place, place)).run();
}

/** Drops it: the command that asked for it was unsent. */
export function dropEndQuestionOf(db: Database, place: EndPlace, askedEntry: EntryId): void {
  db.delete(endQuestions)
    .where(and(eq(endQuestions.place, place), eq(endQuestions.askedEntry, askedEntry)))
    .run();
}
