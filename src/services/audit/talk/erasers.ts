import type { Context } from '../../../context.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { isInRanges } from '../../../proof/erasures.ts';
import { entryOf } from '../../../store/audit/audit-log.ts';
import { erasingEntries } from '../../../store/audit/erasing-entries.ts';
import type { Entry } from './talk.ts';

/** Entries looked at in one turn of the event loop: each may list 500 ranges. */
const A_TURN = 10;

/**
 * The entries that erased these contents: who did it, when and why. Only entries that erased
 * something are looked at, from the oldest content on, a few in each turn.
 */
export async function erasersOf(
  context: Context,
  erased: readonly EntryId[],
): Promise<ReadonlyMap<EntryId, Entry>> {
  const found = new Map<EntryId, Entry>();
  const wanted = new Set(erased);
  let from: number = Math.min(...erased);
  while (wanted.size > 0) {
    const erasing = erasingEntries(context.db, from, A_TURN);
    for (const { id, erased: listed } of erasing) {
      for (const each of wanted) {
        if (each > id || !isInRanges(listed.contents, each)) continue;
        const entry = entryOf(context.db, id);
        if (entry !== null) found.set(each, entry);
        wanted.delete(each);
      }
    }
    const last = erasing.at(-1);
    if (last === undefined) break;
    from = last.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}
