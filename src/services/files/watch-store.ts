import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { readableSize } from '../../domain/files/readable-size.ts';
import { judgeStore, type NoRoom, type StoreAlarm } from '../../domain/files/store-room.ts';
import { FREE_FLOOR_BYTES } from '../../media/blob-store.ts';
import {
  readStoreNotices,
  type StoreNotices,
  saveStoreNotices,
  storedBytes,
} from '../../store/files/blobs.ts';
import type { Words } from '../../words/words.ts';
import { adminsToAlert } from '../roles/roles.ts';
import { tellAdmins } from '../say/say.ts';

/**
 * Checks how full the file store is, after it has changed or had no room for a file, and tells the
 * administrators what they have not been told yet. In the caller's transaction.
 */
export function watchStore(context: Context, refused: NoRoom | null): void {
  const stored = storedBytes(context.db);
  const limit = context.settings.mediaTotalBytes;
  const known = readStoreNotices(context.db);
  const { told, alarm } = judgeStore(known, { stored, limit, refused, now: context.clock.now() });
  // With no administrator to tell, leave it to the next check.
  if (alarm !== null && adminsToAlert(context).length === 0) return;
  // Looked at each hour, and after each file: most looks find nothing new.
  if (!isSame(told, known)) saveStoreNotices(context.db, told);
  if (alarm === null) return;
  record(context, {
    action: 'media.alarm',
    actor: SYSTEM,
    outcome: alarm === 'nearly-full' ? 'ok' : 'refused',
    reason: alarm,
    facts: { stored, limit },
  });
  tellAdmins(context, (words) => inWords(words, alarm, stored, limit));
}

function isSame(one: StoreNotices, other: StoreNotices): boolean {
  const known = new Map(Object.entries(other));
  return Object.entries(one).every(([name, value]) => known.get(name) === value);
}

function inWords(
  { admin }: Words,
  alarm: StoreAlarm,
  stored: number,
  limit: number | null,
): string {
  const sizes = [readableSize(stored), readableSize(limit ?? stored)] as const;
  switch (alarm) {
    case 'nearly-full':
      return admin.storeNearlyFull(...sizes);
    case 'full':
      return admin.storeFull(...sizes);
    case 'disk-floor':
      return admin.diskFloor(readableSize(FREE_FLOOR_BYTES));
    default:
      return alarm satisfies never;
  }
}
