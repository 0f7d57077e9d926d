import { eq, sql } from 'drizzle-orm';
import type { MemberId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import { remember } from './remembered.ts';
import { identity, languages, link } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

export type Link = Omit<typeof link.$inferSelect, 'id'>;

const statements = prepareOnce((db) => ({
  link: db.select().from(link).where(eq(link.id, 1)).prepare(),
  language: db
    .select({ language: languages.language })
    .from(languages)
    .where(eq(languages.memberId, sql.placeholder('memberId')))
    .prepare(),
}));

/** The link's settings; the row is made by the first migration. */
export function readLink(db: Database): Link {
  return theLink.of(db, 1);
}

const theLink = remember((db, _id: 1): Link => {
  const row = statements(db).link.get();
  if (row === undefined) throw new Error('The row of the link is missing.');
  return row;
});

export function changeLink(db: Database, change: Partial<Link>): void {
  theLink.forget(db, 1);
  db.update(link).set(change).where(eq(link.id, 1)).run();
}

/** Writes the row as it is: throws when the database takes nothing. */
export function touchLink(db: Database): void {
  db.update(link).set({ id: 1 }).where(eq(link.id, 1)).run();
}

/** The language a person chose, else the workspace's. */
export function languageOfMember(db: Database, memberId: MemberId | null): Language {
  const chosen = memberId && chosenLanguages.of(db, memberId);
  return chosen || readLink(db).language;
}

const chosenLanguages = remember(
  (db, memberId: MemberId): Language | null =>
    statements(db).language.get({ memberId })?.language ?? null,
);

export function chooseLanguage(db: Database, memberId: MemberId, language: Language): void {
  chosenLanguages.forget(db, memberId);
  db.insert(languages)
    .values({ memberId, language })
    .onConflictDoUpdate({ target: languages.memberId, set: { language } })
    .run();
}

/** Whose database this is, as it said at its first start. */
export function readOwner(db: Database): string | null {
  return db.select().from(identity).where(eq(identity.id, 1)).get()?.owner ?? null;
}

export function writeOwner(db: Database, owner: string): void {
  db.insert(identity)
    .values({ id: 1, owner })
    .onConflictDoUpdate({ target: identity.id, set: { owner } })
    .run();
}
