import * as z from 'zod';
import { adminBotOf, type Context } from '../../context.ts';
import { SECOND_MS } from '../../domain/durations.ts';
import { type MemberId, memberId } from '../../domain/ids.ts';
import { readEvent } from '../../store/queue/failed-events.ts';
import type { InboxRow } from '../../store/queue/inbox.ts';
import { planJob, plannedPayload } from '../../store/queue/jobs.ts';
import type { Words } from '../../words/words.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { isOnlyRecorded } from './only-recorded.ts';

/* The results of many replays that one administrator asked for: one message, when all are there. */

const LOOK_AGAIN_MS = 2 * SECOND_MS;
/** Then it is told what is there; the rest still comes. */
const MOST_LOOKS = 150;

const payload = z.object({ by: z.string(), ids: z.array(z.number()) });
export type ToldTogether = z.infer<typeof payload>;

const jobOf = (by: string) => ({ kind: 'tell-replayed', key: by });

const idsOf = (db: Context['db'], by: string): readonly number[] =>
  payload.safeParse(plannedPayload(db, jobOf(by))).data?.ids ?? [];

/** Has the results of these events told together, with those that are still awaited. */
export function tellTogether({ db, clock }: Context, by: MemberId, ids: readonly number[]): void {
  const told: ToldTogether = { by, ids: [...new Set([...idsOf(db, by), ...ids])] };
  planJob(db, { ...jobOf(by), payload: told, dueAt: clock.now() + LOOK_AGAIN_MS });
}

/** Whether this event's result is told with others, and not on its own. */
export const isToldTogether = ({ db }: Context, { id, replayedBy }: InboxRow): boolean =>
  replayedBy !== null && idsOf(db, replayedBy).includes(id);

/**
 * Tells the results once all of them are there.
 *
 * @param looks how often this was looked at before
 * @returns when to look again, ms; null: they have been told
 */
export function tellWhenAllAreThere(
  context: Context,
  { by, ids }: ToldTogether,
  looks: number,
): number | null {
  const rows = ids.map((id) => readEvent(context.db, id)).filter((row) => row !== null);
  const isAwaited = rows.some(({ state }) => state === 'waiting');
  if (isAwaited && looks < MOST_LOOKS) return LOOK_AGAIN_MS;
  const reader = memberId(by);
  const text = resultsInWords(wordsForMember(context, reader), rows);
  tellMember(context, adminBotOf(context.settings), reader, { text });
  return null;
}

function resultsInWords({ events, auditLog }: Words, rows: readonly InboxRow[]): string {
  const ended = (state: InboxRow['state']) => rows.filter((row) => row.state === state);
  const recorded = new Map<string, number>();
  for (const { result } of ended('done')) {
    if (result === null || !isOnlyRecorded(result)) continue;
    const reason = (auditLog.reasons as Readonly<Record<string, string>>)[result] ?? result;
    recorded.set(reason, (recorded.get(reason) ?? 0) + 1);
  }
  const failed = ended('failed').map(({ id }) => `#${id}`);
  const waiting = ended('waiting').length;
  return [
    events.allDone(ended('done').length),
    ...[...recorded].map(([reason, count]) => events.someRecorded(count, reason)),
    ...(failed.length > 0 ? [events.someFailed(failed.length, failed.join(', '))] : []),
    ...(waiting > 0 ? [events.stillWaiting(waiting)] : []),
  ].join('\n');
}
