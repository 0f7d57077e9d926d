import type { NotedSetting } from '../domain/operator/restoration.ts';
import { settings } from './schema.ts';
import { type KeptSetting, listSettings, writeSetting } from './settings.ts';
import type { Database } from './sqlite/store.ts';

/** The settings as a note holds them; sealed ones stay sealed. */
export const notedSettings = (db: Database): NotedSetting[] =>
  listSettings(db).map(({ sealed, ...row }) => ({
    ...row,
    sealed: sealed === null ? null : Buffer.from(sealed).toString('base64'),
  }));

/** Puts them in the place of those there are. */
export function writeNotedSettings(db: Database, noted: readonly NotedSetting[]): void {
  db.delete(settings).run();
  for (const { sealed, ...row } of noted) {
    const bytes = sealed === null ? null : new Uint8Array(Buffer.from(sealed, 'base64'));
    writeSetting(db, { ...row, sealed: bytes } satisfies KeptSetting);
  }
}
