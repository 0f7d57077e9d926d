import type { Context } from '../../context.ts';
import { HOUR_MS } from '../../domain/durations.ts';
import { judgeCertificate, nextLookMs } from '../../domain/watch/certificate.ts';
import { readAlerts } from '../../store/watch/alerts.ts';
import { changeAlert } from './change-alert.ts';
import type { WatchParts } from './parts.ts';

/** What could not be looked at is looked at again after this. */
const UNSEEN_AGAIN_MS = 6 * HOUR_MS;

/**
 * Looks at the certificate of `PUBLIC_URL`, and tells the administrators when its end is near.
 *
 * @returns when to look again, ms; null: it is not ours to look after
 */
export async function lookAtCertificate(
  context: Context,
  { certificate }: Pick<WatchParts, 'certificate'>,
): Promise<number | null> {
  if (certificate === null) return null;
  const look = await certificate();
  if (look.kind === 'unseen') return UNSEEN_AGAIN_MS;
  const { validity } = look;
  context.store.transaction(() => {
    const known = readAlerts(context.db).get('certificate') ?? null;
    const seen = judgeCertificate(validity, context.clock.now());
    changeAlert(context, 'certificate', known, seen);
  });
  return nextLookMs(validity);
}
