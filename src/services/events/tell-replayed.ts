import { adminBotOf, type Context } from '../../context.ts';
import type { EventResult } from '../../domain/event-result.ts';
import type { InboxRow } from '../../store/queue/inbox.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';

/** Results of events that had no effect besides their record. */
const ONLY_RECORDED: ReadonlySet<EventResult> = new Set<EventResult>([
  ...(['unsent', 'unsent-again', 'unsent-unknown', 'link-off', 'room-closed'] as const),
  ...(['unreadable', 'not-ours', 'stale', 'standby', 'not-one-to-one', 'no-user'] as const),
  ...(['unknown-kind', 'unknown-room', 'unknown-question', 'unaddressed'] as const),
  ...(['refuse-blank', 'refuse-link-off', 'refuse-closed', 'refuse-blocked'] as const),
  ...(['refuse-kind', 'refuse-file', 'refuse-colleague', 'left-room', 'nobody'] as const),
  ...(['denied', 'blocked-extension', 'too-large'] as const),
]);

/** Tells the administrator who wanted it what became of an event that was processed again. */
export function tellReplayed(
  context: Context,
  { id, replayedBy }: InboxRow,
  end: { readonly result: EventResult } | { readonly fault: string },
): void {
  if (replayedBy === null) return;
  const words = wordsForMember(context, replayedBy);
  const text = () => {
    if ('fault' in end) return words.events.failedAgain(id, end.fault);
    if (!ONLY_RECORDED.has(end.result)) return words.events.done(id);
    return words.events.doneWithout(id, words.auditLog.reasons[end.result] ?? end.result);
  };
  tellMember(context, adminBotOf(context.settings), replayedBy, { text: text() });
}
