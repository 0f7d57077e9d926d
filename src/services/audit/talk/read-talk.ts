import type { Context } from '../../../context.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { contentOf, entryOf } from '../../../store/audit/audit-log.ts';
import type { PlacedEntry } from '../../../store/audit/talk-entries.ts';
import { erasersOf } from './erasers.ts';
import { readMessage, type TalkMessage } from './message.ts';
import type { Entry, Talk } from './talk.ts';
import { readWindow, type WindowAt } from './window.ts';

/** What stands in a talk: a message, or anything else that happened in it. */
export type TalkItem =
  | TalkMessage
  | { readonly is: 'event'; readonly id: EntryId; readonly at: number; readonly entry: Entry };

export interface TalkPage {
  /** Oldest first. */
  readonly items: readonly TalkItem[];
  /** From where to read on; null: there is no more. */
  readonly earlier: EntryId | null;
  readonly later: EntryId | null;
  /** Which entry erased a message's words. */
  readonly erasers: ReadonlyMap<EntryId, Entry>;
}

/** Items read in one turn of the event loop. */
const A_TURN = 12;

/** They change nothing in the talk itself. */
const APART: ReadonlySet<AuditAction> = new Set([
  ...(['audit.read', 'audit.search', 'event.fail', 'delivery.fail', 'message.unsend'] as const),
]);

/** Reads a page of a talk, in turns, so that others are not held up. */
export async function readTalk(
  context: Context,
  talk: Talk,
  at: WindowAt,
  size: number,
): Promise<TalkPage> {
  // A LINE user's id is the same on the accounts of one provider.
  const isShown = ({ action, channelId }: PlacedEntry) =>
    (channelId === null || channelId === talk.channelId) && !APART.has(action);
  const { entries, hasEarlier, hasLater } = await readWindow(
    context.db,
    talk.sources,
    at,
    size,
    isShown,
  );
  const items: TalkItem[] = [];
  for (const { id } of entries) {
    const item = itemOf(context, id);
    if (item !== null) items.push(item);
    if (items.length % A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const erased = items.filter((item) => isErased(context, item)).map(({ id }) => id);
  return {
    items,
    earlier: hasEarlier ? (entries[0]?.id ?? null) : null,
    later: hasLater ? (entries.at(-1)?.id ?? null) : null,
    erasers: await erasersOf(context, erased),
  };
}

function itemOf(context: Context, id: EntryId): TalkItem | null {
  const entry = entryOf(context.db, id);
  if (entry === null) return null;
  if (entry.action === 'message.receive') return readMessage(context, entry);
  // A member's held message came into the talk by its release.
  const said = entry.action === 'message.release' ? heldBy(context, entry) : null;
  return said === null ? { is: 'event', id, at: entry.at, entry } : readMessage(context, said);
}

function heldBy(context: Context, { direction, aboutId }: Entry): Entry | null {
  if (direction !== 'out' || aboutId === null) return null;
  const said = entryOf(context.db, aboutId);
  return said?.action === 'message.receive' && said.lineUserId === null ? said : null;
}

const isErased = ({ db }: Context, item: TalkItem) =>
  item.is === 'message'
    ? contentOf(db, item.id) === null
    : item.entry.contentDigest !== '' && contentOf(db, item.id) === null;
