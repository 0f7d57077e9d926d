import type { Context } from '../../context.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';

/** How long a link to the audit page is good, and how long a session that it opens (DESIGN §6.9). */
export const LINK_MS = 10 * MINUTE_MS;
export const SESSION_MS = HOUR_MS;

/**
 * Whether what lasts so long has ended. What would last longer still is over, too: the clock was set back since it
 * began, and nothing is known of its age.
 */
export function isOver({ clock }: Context, endsAt: number, lastsMs: number): boolean {
  const leftMs = endsAt - clock.now();
  return leftMs <= 0 || leftMs > lastsMs + MINUTE_MS;
}
