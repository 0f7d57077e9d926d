import type { Context } from '../../src/context.ts';
import type { EventResult } from '../../src/domain/event-result.ts';
import type { EntryId } from '../../src/domain/ids.ts';
import { tallyOf } from '../../src/store/memory/tally.ts';
import type { InboxRow } from '../../src/store/queue/inbox.ts';

/** Counts an event that has been taken to its effects, and tells the log which. */
export function noteRelayed(
  { db, clock }: Context,
  { id: inbox, platform, receivedAt }: InboxRow,
  result: EventResult | 'fault',
  entry: EntryId | null,
): void {
  const tally = tallyOf(db);
  tally.add(tally.counts.relayed.at(platform, result));
  tally.observe(tally.relay[platform], clock.now() - receivedAt);
  if (tally.isFollowed) tally.tell({ step: 'relay', platform, inbox, result, entry }, receivedAt);
}

/** Tells the log of an event that waits for what is on its way. */
export function noteDeferred({ db }: Context, { id, platform, receivedAt }: InboxRow): void {
  const tally = tallyOf(db);
  if (tally.isFollowed) tally.tell({ step: 'defer', platform, inbox: id }, receivedAt);
}
