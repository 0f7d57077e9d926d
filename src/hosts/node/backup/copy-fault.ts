import { HalfMigrated, howFar } from '../../../store/sqlite/half-migrated.ts';

/** Why a backup, a restore, an export or an import was not made. Each has its words. */
export type Why =
  | 'no-database'
  | 'older-database'
  | 'newer-database'
  | 'migrating'
  | 'inside'
  | 'under-way'
  | 'in-use'
  | 'not-empty'
  | 'finished'
  | 'disk-full'
  | 'no-permission'
  | 'no-backup'
  | 'not-whole'
  | 'breach'
  | 'no-file'
  | 'exists';

/** A person has to see to it; `detail` is a path or names what is wrong. */
export class CopyFault extends Error {
  readonly why: Why;
  readonly detail: string;

  constructor(why: Why, detail: string) {
    super(`${why}: ${detail}`);
    this.name = 'CopyFault';
    this.why = why;
    this.detail = detail;
  }
}

/** What the machine says, where a person can mend it; null: a fault of ours. */
export function copyFaultOf(error: unknown, place: string): CopyFault | null {
  if (error instanceof CopyFault) return error;
  if (error instanceof HalfMigrated) {
    return new CopyFault('migrating', `${place}: ${howFar(error.migrating)}`);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new CopyFault('disk-full', place);
  }
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(code)) {
    return new CopyFault('no-permission', place);
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new CopyFault('not-whole', `${place}: ${code}`);
  }
  return null;
}
