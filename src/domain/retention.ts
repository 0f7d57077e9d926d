import { DAY_MS } from './durations.ts';

/** A period of erasure by age as it is in force, and a shorter one that has been announced. Ms. */
export interface RetentionState {
  /** Null: everything is kept. */
  readonly inForceMs: number | null;
  readonly announcedMs: number | null;
  /** When the announced one comes into force. Epoch ms. */
  readonly announcedFor: number | null;
}

/** What follows from the configured period. */
export type RetentionStep =
  | { readonly kind: 'stay' }
  /** It is in force from now on. */
  | { readonly kind: 'set'; readonly state: RetentionState }
  /** The auditors are told first: a slip in the environment must not erase years at once. */
  | { readonly kind: 'announce'; readonly state: RetentionState };

/** How long an announced period waits: long enough to be read and taken back. */
export const ANNOUNCED_MS = DAY_MS;

/**
 * Compares the period in force with the configured one. A longer one, or none, counts at once. A
 * shorter one counts at once where it erases nothing yet; else a day after it was announced.
 *
 * @param erases whether this period would erase something now that the one in force keeps
 */
export function judgeRetention(
  state: RetentionState,
  configuredMs: number | null,
  now: number,
  erases: () => boolean,
): RetentionStep {
  const { inForceMs, announcedMs, announcedFor } = state;
  const inForce = (ms: number | null): RetentionStep => ({
    kind: 'set',
    state: { inForceMs: ms, announcedMs: null, announcedFor: null },
  });
  if (configuredMs === inForceMs)
    return announcedMs === null ? { kind: 'stay' } : inForce(inForceMs);
  const isShorter = configuredMs !== null && (inForceMs === null || configuredMs < inForceMs);
  if (!isShorter) return inForce(configuredMs);
  if (announcedMs === configuredMs && announcedFor !== null) {
    return now >= announcedFor ? inForce(configuredMs) : { kind: 'stay' };
  }
  if (!erases()) return inForce(configuredMs);
  return {
    kind: 'announce',
    state: { inForceMs, announcedMs: configuredMs, announcedFor: now + ANNOUNCED_MS },
  };
}
