import { MINUTE_MS } from '../durations.ts';

/** The alarm of an object, and what it is for. Epoch ms; null: none is set, nothing waits. */
export interface AlarmFacts {
  readonly alarmAt: number | null;
  /** When its next work is due. */
  readonly nextAt: number | null;
  readonly now: number;
}

/** A platform that is busy fires late. */
const GRACE_MS = 10 * MINUTE_MS;

/** Whether an alarm has ended: no other would come for the work that waits. */
export function hasEnded({ alarmAt, nextAt, now }: AlarmFacts): boolean {
  if (nextAt === null) return false;
  const isMissed = nextAt < now - GRACE_MS;
  return isMissed || alarmAt === null || alarmAt > Math.max(nextAt, now) + GRACE_MS;
}
