import { adminBotOf, type Context } from '../../context.ts';
import type { EventResult } from '../../domain/event-result.ts';
import type { InboxRow } from '../../store/queue/inbox.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { isOnlyRecorded } from './only-recorded.ts';
import { isToldTogether } from './tell-together.ts';

/** Tells the administrator who wanted it what became of an event that was processed again, unless it is told with others. */
export function tellReplayed(
  context: Context,
  row: InboxRow,
  end: { readonly result: EventResult } | { readonly fault: string },
): void {
  const { id, replayedBy } = row;
  if (replayedBy === null || isToldTogether(context, row)) return;
  const words = wordsForMember(context, replayedBy);
  const text = () => {
    if ('fault' in end) return words.events.failedAgain(id, end.fault);
    if (!isOnlyRecorded(end.result)) return words.events.done(id);
    return words.events.doneWithout(id, words.auditLog.reasons[end.result] ?? end.result);
  };
  tellMember(context, adminBotOf(context.settings), replayedBy, { text: text() });
}
