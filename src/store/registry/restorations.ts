import * as z from 'zod';
import { lineUserId, memberId } from '../../domain/ids.ts';
import type { RestorationNote } from '../../domain/operator/restoration.ts';
import { type RegistryDatabase, rowsOf } from './database.ts';

const forgotten = z.object({
  lineUserId: z.string().transform(lineUserId),
  askedBy: z.string().transform(memberId),
});
const setting = z.object({
  name: z.string(),
  value: z.string().nullable(),
  sealed: z.string().nullable(),
  keyId: z.string().nullable(),
  at: z.number(),
  by: z.string(),
});
const noteOf = z.object({
  id: z.string(),
  at: z.number(),
  undo: z.string(),
  by: z.string(),
  askedAt: z.number(),
  undoes: z.string().nullable().default(null),
  entries: z.number(),
  head: z.string(),
  shared: z.object({ entries: z.number(), until: z.number() }),
  forgotten: z.array(forgotten),
  settings: z.array(setting),
});
const noteRow = z.object({
  note: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(noteOf),
});
const namedRow = noteRow.extend({ name: z.string() });

/** The restoration of an object's database that has not been seen to its end; null: there is none. */
export function restorationOf(db: RegistryDatabase, objectId: string): RestorationNote | null {
  const rows = db.all('SELECT note FROM restorations WHERE object_id = ?', objectId);
  return rowsOf(noteRow, rows)[0]?.note ?? null;
}

/** Notes one, in place of another. */
export const noteRestoration = (
  db: RegistryDatabase,
  objectId: string,
  note: RestorationNote,
): void => {
  db.all(
    `INSERT INTO restorations (object_id, id, note) VALUES (?, ?, ?)
      ON CONFLICT (object_id) DO UPDATE SET id = excluded.id, note = excluded.note`,
    objectId,
    note.id,
    JSON.stringify(note),
  );
};

export const clearRestoration = (db: RegistryDatabase, objectId: string, id: string): void => {
  db.all('DELETE FROM restorations WHERE object_id = ? AND id = ?', objectId, id);
};

/** Whatever is noted of an object that is gone: settings and ids of customers stand in it. */
export const forgetRestoration = (db: RegistryDatabase, objectId: string): void => {
  db.all('DELETE FROM restorations WHERE object_id = ?', objectId);
};

/** Those whose workspaces have not been heard to have seen to them. */
export function openRestorations(
  db: RegistryDatabase,
): { readonly name: string; readonly note: RestorationNote }[] {
  const rows = db.all(
    `SELECT workspaces.name AS name, restorations.note AS note
      FROM restorations JOIN workspaces ON workspaces.object_id = restorations.object_id
      WHERE workspaces.state <> 'deleted' ORDER BY workspaces.name`,
  );
  return rowsOf(namedRow, rows);
}
