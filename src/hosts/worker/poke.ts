import type { Clock } from '../../domain/clock.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import { VERSION } from '../../domain/version.ts';
import { hasEnded } from '../../domain/watch/ended-alarm.ts';
import type { Poked } from '../../services/registry/watch-workspaces.ts';
import type { DurableAlarm } from './alarm.ts';

/** What the watchdog's question needs of an object. */
export interface PokeFacts {
  /** For when the platform has the alarm; null: there is none. */
  readonly alarmAt: number | null;
  /** When its next work is due. `cannot-start`: nobody knows, as it cannot start. */
  readonly nextAt: number | null | 'cannot-start';
}

/** Answers the watchdog, and sets an alarm again that has ended. */
export function answerPoke(
  { alarmAt, nextAt: due }: PokeFacts,
  alarm: Pick<DurableAlarm, 'set' | 'found'>,
  clock: Clock,
): Poked {
  const now = clock.now();
  const nextAt = due === 'cannot-start' ? (alarmAt ?? now + MINUTE_MS) : due;
  // What memory says of it does not count: the platform has forgotten an alarm that failed too often.
  alarm.found(alarmAt);
  alarm.set(nextAt);
  const wasEnded = hasEnded({ alarmAt, nextAt, now });
  return { state: null, version: VERSION, nextAt, wasEnded };
}
