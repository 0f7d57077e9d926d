import type { Context } from '../../context.ts';
import { formatInstant } from '../../domain/jst.ts';
import { judgeCertificate } from '../../domain/watch/certificate.ts';
import { readAlerts } from '../../store/watch/alerts.ts';
import type { WatchParts } from '../watch/parts.ts';
import { type Finding, faulty, fine } from './finding.ts';

/** How long the certificate of `PUBLIC_URL` is still valid. */
export async function checkCertificate(
  certificate: WatchParts['certificate'],
  now: number,
): Promise<Finding[]> {
  if (certificate === null) return [];
  const look = await certificate();
  // Not every server reaches its own public address: LINE's test of the webhook says whether it is reached.
  if (look.kind === 'unseen') return [fine('certificate', '', look.why)];
  const { to } = look.validity;
  const seen = judgeCertificate(look.validity, now);
  const stage = seen === 'unknown' ? null : seen.stage;
  if (stage === null) return [fine('certificate', '', String(to))];
  const fault = stage === 'over' ? 'certificate-over' : 'certificate-near';
  return [faulty('certificate', fault, '', formatInstant(to))];
}

const PLATFORMS = [
  ['line', 'LINE'],
  ['line-works', 'LINE WORKS'],
] as const;

/** Whether messages flow, as far as that is watched. */
export function checkAlerts({ db }: Context): Finding[] {
  const alerts = readAlerts(db);
  return PLATFORMS.flatMap(([platform, name]) => {
    const delivery = alerts.get(`delivery-${platform}`);
    const silence = alerts.get(`silence-${platform}`);
    const at = (instant: number) => formatInstant(instant);
    return [
      delivery?.told
        ? faulty('delivery', 'delivery-stalled', name, at(delivery.since))
        : fine('delivery', name),
      silence?.told
        ? faulty('reception', 'nothing-received', name, at(silence.figure ?? silence.since))
        : fine('reception', name),
    ];
  });
}
