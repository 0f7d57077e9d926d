import type { MemberId } from '../domain/ids.ts';
import { type Language, languageOf } from '../domain/language.ts';
import { remember } from './memory/remembered.ts';
import { readMember } from './people/members.ts';
import { identity, languages, link } from './schema.ts';
import { eq, sql } from './sqlite/drizzle.ts';
import { type Database, prepareOnce } from './sqlite/store.ts';

export type Link = Omit<typeof link.$inferSelect, 'id'>;

const statements = prepareOnce((db) => ({
  link: db.select().from(link).where(eq(link.id, 1)).prepare(),
}));

/** The link's settings; the first migration makes the row. */
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

/** Writes the row unchanged: throws when the database takes no writes. */
export function touchLink(db: Database): void {
  db.update(link).set({ id: 1 }).where(eq(link.id, 1)).run();
}

const ofLanguages = prepareOnce((db) => {
  const memberId = sql.placeholder('memberId');
  const own = { memberId, language: sql.placeholder('language') };
  const language = sql`excluded.language`;
  return {
    own: db
      .select({ language: languages.language, chosen: languages.chosen })
      .from(languages)
      .where(eq(languages.memberId, memberId))
      .prepare(),
    choose: db
      .insert(languages)
      .values({ ...own, chosen: true })
      .onConflictDoUpdate({ target: languages.memberId, set: { language, chosen: true } })
      .prepare(),
    note: db
      .insert(languages)
      .values({ ...own, chosen: false })
      .onConflictDoUpdate({
        target: languages.memberId,
        set: { language },
        setWhere: sql`NOT ${languages.chosen}`,
      })
      .prepare(),
  };
});

/** The language a person chose or used. Read for each message. */
const ownLanguages = remember(
  (db, memberId: MemberId) => ofLanguages(db).own.get({ memberId }) ?? null,
);

/** A person's language, and how it is known: chosen, last used, or neither. */
export interface OwnLanguage {
  readonly language: Language;
  readonly how: 'chosen' | 'used' | 'given';
}

/** The language a person chose, else last used, else has in LINE WORKS; else the workspace's. */
export function readLanguage(db: Database, memberId: MemberId | null): OwnLanguage {
  const own = memberId === null ? null : ownLanguages.of(db, memberId);
  if (own !== null) return { language: own.language, how: own.chosen ? 'chosen' : 'used' };
  const locale = memberId === null ? null : (readMember(db, memberId)?.locale ?? null);
  return { language: languageOf(locale, readLink(db).language), how: 'given' };
}

export const languageOfMember = (db: Database, memberId: MemberId | null): Language =>
  readLanguage(db, memberId).language;

/** Holds until another is chosen. */
export function chooseLanguage(db: Database, memberId: MemberId, language: Language): void {
  ownLanguages.forget(db, memberId);
  ofLanguages(db).choose.run({ memberId, language });
}

/** Notes a language in use: it holds until the person uses or chooses another. */
export function noteLanguage(db: Database, memberId: MemberId, language: Language): void {
  ownLanguages.forget(db, memberId);
  ofLanguages(db).note.run({ memberId, language });
}

/** The owner of this database, as named at its first start. */
export function readOwner(db: Database): string | null {
  return db.select().from(identity).where(eq(identity.id, 1)).get()?.owner ?? null;
}

export function writeOwner(db: Database, owner: string): void {
  db.insert(identity)
    .values({ id: 1, owner })
    .onConflictDoUpdate({ target: identity.id, set: { owner } })
    .run();
}
