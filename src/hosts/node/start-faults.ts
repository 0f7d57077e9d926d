import { ForeignDatabase } from '../../services/link/claim-database.ts';
import { DamagedDatabase, isDamage } from '../../store/sqlite/damage.ts';
import { NewerDatabase, OldAuditLog } from '../../store/sqlite/migrate.ts';
import { DatabaseInUse, RestoreUnfinished } from '../../store/sqlite/node.ts';
import { isInUse } from './bridge.ts';

/** A start that cannot succeed, explained in words. */
export class StartFault extends Error {}

const TOLD_IN_WORDS = [
  StartFault,
  DamagedDatabase,
  DatabaseInUse,
  RestoreUnfinished,
  NewerDatabase,
  OldAuditLog,
  ForeignDatabase,
];

/** A fault the operator can mend is told in a sentence; only a fault of ours shows its stack. */
export function explainStart(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return String(error);
  if (TOLD_IN_WORDS.some((kind) => error instanceof kind)) return error.message;
  if (isInUse(error)) return portTaken(error);
  if (isDamage(error)) return new DamagedDatabase(folder, 'inconsistent').message;
  return ofTheDisk(codeOf(error), error, folder) ?? error.stack ?? error.message;
}

const UNCHANGED = 'What was kept before is unchanged, and nothing has been lost by this start.';

/** What the machine answered, by SQLite's codes and the system's; null: it is something else. */
function ofTheDisk(code: string, error: Error, folder: string): string | null {
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) {
    return (
      `DATA_DIR ${folder}: the disk is full, so no event could be kept. ${UNCHANGED} ` +
      'Make room on that disk, then start again.'
    );
  }
  if ('port' in error && code === 'EACCES') {
    return `PORT ${error.port}: no permission to listen there. Choose a port from 1024 on.`;
  }
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EROFS|EACCES|EPERM|ENOTDIR)/.test(code)) {
    return (
      `DATA_DIR ${folder}: no permission to write there (${code}): the folder belongs to another user, or its ` +
      `disk is mounted read-only. ${UNCHANGED} Let the user of this process write there, then start again.`
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return (
      `DATA_DIR ${folder}: another program is writing to the database (${code}). ${UNCHANGED} ` +
      'End that program, then start again.'
    );
  }
  if (/^(SQLITE_IOERR|EIO)/.test(code)) {
    return (
      `DATA_DIR ${folder}: the disk cannot be read or written (${code}). Look at the system's log; ` +
      'copy the folder to another disk before anything else.'
    );
  }
  return null;
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string'
    ? error.code
    : error.cause instanceof Error
      ? codeOf(error.cause)
      : '';

/** It tells the way round, too: a newcomer knows no environment variables. */
function portTaken(error: unknown): string {
  const port = error instanceof Error && 'port' in error ? Number(error.port) : 0;
  const other = port < 65_535 ? port + 1 : port - 1;
  return `PORT ${port} is in use by another program. Choose another one, for example: PORT=${other} npm start`;
}
