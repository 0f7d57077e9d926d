import { replayEvent, replayEvents } from '../../../src/services/events/replay.ts';
import { countReplayable, failedEvents } from '../../../src/store/queue/failed-events.ts';
import { command, type Proposal, type Session } from '../../command.ts';
import { numberOrAll } from '../number-or-all.ts';

export const eventReplay = command({
  name: 'event replay',
  group: 'talks',
  aliases: ['イベント 再実行', '受信 再実行'],
  roles: ['link-admin'],
  args: numberOrAll,
  confirm: (session, what) => (what === 'all' ? askAll(session) : null),
  run: (session, what) => ({ text: what === 'all' ? everything(session) : one(session, what) }),
});

/** More of them are processed by the next press. */
const MOST_AT_ONCE = 100;

/** Null: there is none. */
function askAll({ context: { db }, words: { events } }: Session): Proposal | null {
  const rows = failedEvents(db, { offset: 0, limit: MOST_AT_ONCE });
  if (rows.length === 0) return null;
  const restored = rows.filter(({ result }) => result === 'restored').length;
  const told = rows.length - restored;
  const left = countReplayable(db) - rows.length;
  const text = [
    events.askAll(rows.length),
    ...(restored > 0 ? [events.warnRestored(restored)] : []),
    ...(told > 0 ? [events.warnTold(told)] : []),
    ...(left > 0 ? [events.more(left)] : []),
  ].join('\n');
  return { text, deed: events.replay, words: ['all'] };
}

function everything({ context, actor, memberId, words: { events } }: Session): string {
  const begun = replayEvents(context, actor, memberId, MOST_AT_ONCE);
  if (begun === 0) return events.none;
  const left = countReplayable(context.db);
  return [events.allReplayed(begun), ...(left > 0 ? [events.more(left)] : [])].join('\n');
}

function one({ context, actor, memberId, words: { events } }: Session, id: number): string {
  const replayed = replayEvent(context, actor, memberId, id);
  switch (replayed) {
    case 'begun':
      return events.replayed(id);
    case 'waits':
      return events.waits(id);
    case 'done-before':
      return events.doneBefore(id);
    case 'no-content':
      return events.takenBack(id);
    case 'unknown':
      return events.unknown(id);
    default:
      return replayed satisfies never;
  }
}
