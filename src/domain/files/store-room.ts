import { DAY_MS } from '../durations.ts';

/** From this share of the limit on the store counts as nearly full. */
const NEARLY_FULL = 0.9;

/** What the administrators have been told about the file store. */
export interface StoreTold {
  readonly toldNearlyFull: boolean;
  readonly toldFull: boolean;
  /** Epoch ms. */
  readonly fullToldAt: number | null;
  readonly floorToldAt: number | null;
}

/** Why there was no room for a file: our own limit, or the disk. */
export type NoRoom = 'limit' | 'floor';

/** The alarms that administrators get. */
export type StoreAlarm = 'nearly-full' | 'full' | 'disk-floor';

/**
 * Decides what the administrators are told about the store: once that it is nearly full and once
 * that it is full, again only after it fell below; and at most once a day that the disk stops
 * files. A file too large for the rest of a store that is not nearly full counts as a full store
 * for a day.
 */
export function judgeStore(
  told: StoreTold,
  facts: {
    /** Bytes. */
    readonly stored: number;
    /** Bytes; null: no limit. */
    readonly limit: number | null;
    readonly refused: NoRoom | null;
    readonly now: number;
  },
): { readonly told: StoreTold; readonly alarm: StoreAlarm | null } {
  const { stored, limit, refused, now } = facts;
  const isOlder = (at: number | null) => at === null || now - at >= DAY_MS;
  const isNear = limit !== null && stored >= limit * NEARLY_FULL;
  const still = isNear ? told : { ...told, toldNearlyFull: false, toldFull: false };
  if (refused === 'floor') {
    if (!isOlder(still.floorToldAt)) return { told: still, alarm: null };
    return { told: { ...still, floorToldAt: now }, alarm: 'disk-floor' };
  }
  const isFull = refused === 'limit' || (limit !== null && stored >= limit);
  if (isFull && !still.toldFull && (isNear || isOlder(still.fullToldAt))) {
    const full = { ...still, toldNearlyFull: isNear, toldFull: isNear, fullToldAt: now };
    return { told: full, alarm: 'full' };
  }
  if (isNear && !isFull && !still.toldNearlyFull) {
    return { told: { ...still, toldNearlyFull: true }, alarm: 'nearly-full' };
  }
  return { told: still, alarm: null };
}
