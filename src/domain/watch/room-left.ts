import type { Alert, Seen } from './alert.ts';

const GB = 1024 ** 3;

/**
 * The free disk space under which the administrators are warned: four times the floor at which files
 * are no longer taken (`FREE_FLOOR_BYTES`), so that there is time to act.
 */
export const DISK_LOW_BYTES = 2 * GB;
const DISK_WELL_BYTES = 3 * GB;

/** Whether the disk has little room left. Bytes; null: there is no disk of our own. */
export function judgeDisk(known: Pick<Alert, 'stage'> | null, freeBytes: number | null): Seen {
  if (freeBytes === null) return 'unknown';
  const isLow = freeBytes < (known === null ? DISK_LOW_BYTES : DISK_WELL_BYTES);
  return { stage: isLow ? 'low' : null, figure: freeBytes };
}

/** Of the most that a platform gives. */
const DATABASE_FULL = 0.8;
const DATABASE_WELL = 0.75;

/** Whether the database has nearly reached what it may take. Bytes; null: the disk is its only limit. */
export function judgeDatabase(
  known: Pick<Alert, 'stage'> | null,
  bytes: number,
  most: number | null,
): Seen {
  if (most === null) return { stage: null, figure: bytes };
  const isNear = bytes >= most * (known === null ? DATABASE_FULL : DATABASE_WELL);
  return { stage: isNear ? 'nearly-full' : null, figure: bytes };
}

/** As in `judgeStore`, which tells that it is so. */
const NEARLY_FULL = 0.9;
const STORE_WELL = 0.85;

/** Whether the stored files have nearly reached their limit. Bytes; null: they have none. */
export function judgeRoomInStore(
  known: Pick<Alert, 'stage'> | null,
  stored: number,
  limit: number | null,
): Seen {
  if (limit === null) return { stage: null, figure: stored };
  const isNear = stored >= limit * (known === null ? NEARLY_FULL : STORE_WELL);
  return { stage: isNear ? 'nearly-full' : null, figure: stored };
}
