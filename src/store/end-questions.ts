import type { EntryId, TalkRoomId } from '../domain/ids.ts';
import type { Speaker } from '../domain/speaker.ts';
import { and, eq, isNull, sql } from './drizzle.ts';
import { endQuestions } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

/** The question whether a talk is to end, as it stands in a chat. */
export type EndQuestion = typeof endQuestions.$inferSelect;

/** Where it stands: somebody's chat with all their talks, or one talk room. */
export type EndPlace = Speaker | `room:${number}`;

export const roomPlace = (roomId: TalkRoomId): EndPlace => `room:${roomId}`;

const statements = prepareOnce((db) => ({
  question: db
    .select()
    .from(endQuestions)
    .where(eq(endQuestions.place, sql.placeholder('place')))
    .prepare(),
}));

/** Asked for with every はい, whoever it is for. */
export function endQuestionIn(db: Database, place: EndPlace): EndQuestion | null {
  return statements(db).question.get({ place }) ?? null;
}

/** Keeps the question that was put last; an older one of the place is answered by nothing typed any more. */
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

/** It has been said, or may have been. */
export function noteEndQuestionSaid(db: Database, place: EndPlace, at: number): void {
  db.update(endQuestions)
    .set({ askedAt: at })
    .where(and(eq(endQuestions.place, place), isNull(endQuestions.askedAt)))
    .run();
}

/** Takes it away: it was answered, or something else was asked for. */
export function dropEndQuestion(db: Database, place: EndPlace): void {
  db.delete(endQuestions).where(eq(endQuestions.place, place)).run();
}

/** The word that asked for it was taken back. */
export function dropEndQuestionOf(db: Database, place: EndPlace, askedEntry: EntryId): void {
  db.delete(endQuestions)
    .where(and(eq(endQuestions.place, place), eq(endQuestions.askedEntry, askedEntry)))
    .run();
}
