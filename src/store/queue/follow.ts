import type { Errand } from '../../domain/delivery/errand.ts';
import { type Lane, sideOfLane } from '../../domain/delivery/lane.ts';
import { CLASS_NAMES } from '../../domain/figures/engine-counts.ts';
import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { tallyOf } from '../memory/tally.ts';
import type { EventKey, outbox, Platform } from '../schema.ts';
import { sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { occasionOf, receivedAt } from './occasion.ts';

/*
 * What is counted of the queues, and the steps that the log tells at level debug. Steps cost a statement or two;
 * they are put together only where somebody hears them.
 */

/** What an event is known by. */
interface KeptEvent {
  readonly key: EventKey;
  readonly platform: Platform;
  readonly account: string;
  readonly receivedAt: number;
}

interface QueuedErrand {
  readonly lane: Lane;
  readonly errand: Errand;
  readonly roomId?: TalkRoomId | null;
  readonly entryId?: EntryId | null;
}

type OutboxRow = typeof outbox.$inferSelect;

const lastId = prepareOnce((db) => () => {
  const row = db.get<{ id: number }>(sql`SELECT last_insert_rowid() AS id`);
  return row.id;
});

/** Notes an event that has just been kept. */
export function noteKept(db: Database, arrival: KeptEvent): void {
  const tally = tallyOf(db);
  tally.add(tally.counts.acknowledged.at(arrival.platform));
  if (!tally.isFollowed) return;
  const { platform, account } = arrival;
  const inbox = lastId(db)();
  tally.tell(
    { step: 'receive', platform, account, inbox, event: keyInWords(arrival) },
    arrival.receivedAt,
  );
}

/** Notes an event whose key is known: it was kept before. */
export function noteKnown(db: Database, arrival: KeptEvent): void {
  const tally = tallyOf(db);
  tally.add(tally.counts.repeated.at(arrival.platform));
  if (!tally.isFollowed) return;
  const { platform, account } = arrival;
  tally.tell({ step: 'receive-again', platform, account, event: keyInWords(arrival) });
}

const keyInWords = ({ key }: KeptEvent) =>
  typeof key === 'string' ? key : Buffer.from(key).toString('hex');

/** Notes a row that has just been queued. */
export function noteQueued(db: Database, item: QueuedErrand): void {
  const tally = tallyOf(db);
  if (!tally.isFollowed) return;
  const occasion = occasionOf(db);
  tally.tell(
    {
      step: 'queue',
      outbox: lastId(db)(),
      inbox: occasion?.inboxId ?? null,
      room: item.roomId ?? null,
      entry: item.entryId ?? null,
      to: sideOfLane(item.lane),
      errand: item.errand.do,
    },
    occasion?.receivedAt ?? null,
  );
}

/** Notes a queued row that ends now. */
export function noteEnded(
  db: Database,
  row: OutboxRow,
  outcome: string,
  reason: string | null,
): void {
  const tally = tallyOf(db);
  const to = sideOfLane(row.lane);
  tally.add(tally.counts.deliveries.at(to, outcome, CLASS_NAMES[row.class - 1] ?? 'notice'));
  if (!tally.isFollowed) return;
  const { id: outbox, inboxId: inbox, roomId: room, entryId: entry } = row;
  tally.tell({ step: 'end', outbox, inbox, room, entry, to, outcome, reason }, arrivalOf(db, row));
}

/** When the event came that a row follows from, or else when the row was queued. Epoch ms. */
export function arrivalOf(db: Database, row: Pick<OutboxRow, 'inboxId' | 'createdAt'>): number {
  return (row.inboxId === null ? null : receivedAt(db, row.inboxId)) ?? row.createdAt;
}
