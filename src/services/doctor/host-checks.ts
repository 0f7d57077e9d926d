import { MINUTE_MS } from '../../domain/durations.ts';
import { DISK_LOW_BYTES } from '../../domain/watch/room-left.ts';
import { type Finding, faulty, fine } from './finding.ts';

/** LINE's and LINE WORKS' tokens and our replay guard live on the right time. */
const SKEW_MAX_MS = MINUTE_MS;

/** Compares our clock with the platforms', by the Date of their last answer. */
export function checkClock(skewMs: number | null): Finding {
  if (skewMs === null || Math.abs(skewMs) <= SKEW_MAX_MS) return fine('clock');
  return faulty('clock', 'clock-wrong', '', String(Math.round(Math.abs(skewMs) / 1000)));
}

/** The free space on the disk of DATA_DIR; null where we have no disk of our own. */
export function checkDisk(freeBytes: number | null): Finding {
  const megabytes = freeBytes === null ? '' : String(Math.floor(freeBytes / 1_000_000));
  if (freeBytes === null || freeBytes >= DISK_LOW_BYTES) return fine('disk', '', megabytes);
  return faulty('disk', 'disk-full', '', megabytes);
}
