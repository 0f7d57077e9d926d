import core from '../../migrations/0001_core.sql';
import queue from '../../migrations/0002_queue.sql';
import audit from '../../migrations/0003_audit.sql';
import directory from '../../migrations/0004_directory.sql';
import roles from '../../migrations/0005_roles.sql';
import pictures from '../../migrations/0006_pictures.sql';
import questionNumbers from '../../migrations/0007_question_numbers.sql';
import type { Migration } from './store.ts';

/** The files of migrations/ as a Worker's bundle carries them. A test compares this list with the folder. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_core.sql', sql: core },
  { name: '0002_queue.sql', sql: queue },
  { name: '0003_audit.sql', sql: audit },
  { name: '0004_directory.sql', sql: directory },
  { name: '0005_roles.sql', sql: roles },
  { name: '0006_pictures.sql', sql: pictures },
  { name: '0007_question_numbers.sql', sql: questionNumbers },
];
