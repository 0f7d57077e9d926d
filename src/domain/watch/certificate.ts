import { DAY_MS, HOUR_MS } from '../durations.ts';
import type { AlertStage, Seen } from './alert.ts';

/** The time in which a server's certificate is valid, epoch ms. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/**
 * What looking at the certificate of `PUBLIC_URL` came to. `unseen`: it could not be looked at from
 * here, which says nothing: a server may not reach its own public address.
 */
export type CertificateLook =
  | { readonly kind: 'seen'; readonly validity: Validity }
  | { readonly kind: 'unseen'; readonly why: string };

const WARN_MS = 14 * DAY_MS;
const HURRY_MS = 3 * DAY_MS;
/** The lifetime for which these are meant; a certificate for six days is not near its end at once. */
const USUAL_LIFE_MS = 90 * DAY_MS;

/** How near its end a certificate is. The figure: its end. */
export function judgeCertificate({ from, to }: Validity, now: number): Seen {
  const share = Math.min(1, (to - from) / USUAL_LIFE_MS);
  const left = to - now;
  const stage = (): AlertStage | null => {
    if (left <= 0) return 'over';
    if (left <= HURRY_MS * share) return 'three-days';
    return left <= WARN_MS * share ? 'two-weeks' : null;
  };
  return { stage: stage(), figure: to };
}

/** When to look again, ms: once a day, at a short-lived one more often. */
export const nextLookMs = ({ from, to }: Validity): number =>
  Math.min(DAY_MS, Math.max(HOUR_MS, (to - from) / 30));
