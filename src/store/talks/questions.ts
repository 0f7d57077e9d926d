import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import type { Speaker } from '../../domain/speaker.ts';
import { heldMessages, questions } from '../schema.ts';
import { and, asc, eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type Question = typeof questions.$inferSelect;
export type HeldMessage = typeof heldMessages.$inferSelect;

const statements = prepareOnce((db) => ({
  open: db
    .select()
    .from(questions)
    .where(and(eq(questions.speaker, sql.placeholder('speaker')), sql`${questions.state} = 'open'`))
    .prepare(),
}));

export function openQuestion(db: Database, speaker: Speaker): Question | null {
  return statements(db).open.get({ speaker }) ?? null;
}

export function questionByToken(db: Database, token: string): Question | null {
  return db.select().from(questions).where(eq(questions.token, token)).get() ?? null;
}

export function insertQuestion(
  db: Database,
  question: Pick<Question, 'speaker' | 'token' | 'askedAt' | 'expiresAt'>,
): Question {
  return db
    .insert(questions)
    .values({ ...question, state: 'open' })
    .returning()
    .get();
}

/** Keeps the room of each number; earlier numbers stay, those of closed rooms stay empty. */
export function noteNumbers(
  db: Database,
  question: Question,
  choices: readonly { readonly roomId: TalkRoomId }[],
): void {
  const known = db.select().from(questions).where(eq(questions.id, question.id)).get();
  const rooms = choices.map((choice) => choice.roomId);
  const given = known?.numbered ?? [];
  const numbered = [...given, ...rooms.filter((room) => !given.includes(room))];
  db.update(questions).set({ numbered }).where(eq(questions.id, question.id)).run();
}

export function settleQuestion(db: Database, id: number, state: 'answered' | 'expired'): void {
  db.update(questions).set({ state }).where(eq(questions.id, id)).run();
}

export function holdMessage(db: Database, held: HeldMessage): void {
  db.insert(heldMessages).values(held).run();
}

/** The messages a question holds, oldest first. */
export function heldBy(db: Database, questionId: number): HeldMessage[] {
  return db
    .select()
    .from(heldMessages)
    .where(eq(heldMessages.questionId, questionId))
    .orderBy(asc(heldMessages.entryId))
    .all();
}

/** Releases all messages a question holds. */
export function releaseHeld(db: Database, questionId: number): void {
  db.delete(heldMessages).where(eq(heldMessages.questionId, questionId)).run();
}

export function dropHeld(db: Database, entryId: EntryId): boolean {
  return (
    db.delete(heldMessages).where(eq(heldMessages.entryId, entryId)).returning().all().length > 0
  );
}

/** Moves a number to the room that took its room over; that room may have two then. */
export function moveNumber(
  db: Database,
  question: Question,
  from: TalkRoomId,
  to: TalkRoomId,
): void {
  const numbered = question.numbered.map((room) => (room === from ? to : room));
  db.update(questions).set({ numbered }).where(eq(questions.id, question.id)).run();
}

/** All open questions. */
export function openQuestions(db: Database): Question[] {
  return db.select().from(questions).where(sql`${questions.state} = 'open'`).all();
}
