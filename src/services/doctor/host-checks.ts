import { MINUTE_MS } from '../../domain/durations.ts';
import { type Finding, faulty, fine } from './finding.ts';

/** LINE's and LINE WORKS' tokens and our replay guard live on the right time. */
const SKEW_MAX_MS = MINUTE_MS;
/** Room for a day's messages and a backup. Bytes. */
const FREE_MIN = 500_000_000;

/** Compares our clock with the platforms', by the Date of their last answer. */
export function checkClock(skewMs: number | null): Finding {
  if (skewMs === null || Math.abs(skewMs) <= SKEW_MAX_MS) return fine('clock');
  return faulty('clock', 'clock-wrong', '', String(Math.round(Math.abs(skewMs) / 1000)));
}

/** The free space on the disk of DATA_DIR; null where we have no disk of our own. */
export function checkDisk(freeBytes: number | null): Finding {
  const megabytes = freeBytes === null ? '' : String(Math.floor(freeBytes / 1_000_000));
  if (freeBytes === null || freeBytes >= FREE_MIN) return fine('disk', '', megabytes);
  return faulty('disk', 'disk-full', '', megabytes);
}
