import { adminBotOf, type Context } from '../../context.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import { HOUR_MS } from '../../domain/durations.ts';
import { countUntold, noteEventsTold, readEventAlarm } from '../../store/queue/event-alarm.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { wordsOf } from '../../words/words.ts';
import { adminsToAlert, configuredAdmins } from '../roles/roles.ts';
import { tellAdmins, tellMember } from '../say/say.ts';

/** The administrators hear of such events at most this often. */
const AT_MOST_EVERY_MS = HOUR_MS;

/** An event could not be processed, for good: the administrators are to be told. */
export function noteFailedEvent(context: Context): void {
  countUntold(context.db);
  const { toldAt } = readEventAlarm(context.db);
  const now = context.clock.now();
  const dueAt = toldAt === null ? now : Math.max(now, toldAt + AT_MOST_EVERY_MS);
  planJob(context.db, { kind: 'tell-failed-events', key: '', payload: {}, dueAt });
}

/**
 * Tells the administrators how many events could not be processed since they were last told.
 *
 * @returns when to look again, ms; null: all have been told
 */
export function tellFailedEvents(context: Context): number | null {
  const { untold, toldAt } = readEventAlarm(context.db);
  const now = context.clock.now();
  if (untold === 0) return null;
  if (toldAt !== null && now < toldAt + AT_MOST_EVERY_MS) return toldAt + AT_MOST_EVERY_MS - now;
  if (!tell(context, untold)) return AT_MOST_EVERY_MS;
  noteEventsTold(context.db, now);
  return null;
}

/** False: there is no administrator to tell. */
function tell(context: Context, count: number): boolean {
  try {
    if (adminsToAlert(context).length === 0) return false;
    context.store.transaction(() => tellAdmins(context, ({ admin }) => admin.eventsFailed(count)));
    return true;
  } catch {
    // The fault may lie in a person's row: administrators named by the environment need none.
    const named = configuredAdmins(context);
    for (const memberId of named) {
      const speech = { text: wordsOf('ja').admin.eventsFailed(count) };
      const options = { class: ERRAND_CLASS.notice };
      tellMember(context, adminBotOf(context.settings), memberId, speech, options);
    }
    return named.length > 0;
  }
}
