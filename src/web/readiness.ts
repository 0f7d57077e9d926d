import type { Context } from '../context.ts';
import { touchLink } from '../store/link.ts';
import type { Webhooks } from './webhooks.ts';

/** How long one tried write speaks for the disk. */
const REMEMBERED_MS = 1000;

/**
 * Whether events can be accepted: the latest one was, and the database takes a write, one without effect. (A disk may be
 * so full that it takes this write and no event.) Any caller may ask, as often as it likes, so the disk is written once a
 * second at most; in between the write is begun and rolled back, which costs the disk nothing.
 */
export function createReadiness(
  context: Context,
  { isRefusing }: Pick<Webhooks, 'isRefusing'>,
): () => boolean {
  let triedAt: number | null = null;
  let wasWritten = false;
  return () => {
    if (isRefusing()) return false;
    const now = context.clock.now();
    if (triedAt !== null && Math.abs(now - triedAt) < REMEMBERED_MS) {
      return wasWritten && context.store.wouldTake(() => touchLink(context.db));
    }
    triedAt = now;
    wasWritten = succeeds(() => touchLink(context.db));
    return wasWritten;
  };
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
