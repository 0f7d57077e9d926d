import * as z from 'zod';
import type { DirectoryPace } from '../../domain/people/directory-pace.ts';
import { keepState, keptState } from '../kept/states.ts';
import type { Database } from '../sqlite/store.ts';

const schema = z.object({ readAt: z.number(), pollMs: z.number() });

/** Null: the directory has never been read. */
export const readDirectoryPace = (db: Database): DirectoryPace | null =>
  keptState(db, 'directory', schema);

/** Notes that everybody the directory shows has just been read. */
export const saveDirectoryPace = (db: Database, pace: DirectoryPace): void =>
  keepState(db, 'directory', pace);
