/** What is watched. */
export const ALERT_SUBJECTS = [
  ...(['delivery-line', 'delivery-line-works', 'silence-line', 'silence-line-works'] as const),
  ...(['disk', 'database', 'store', 'certificate'] as const),
];
export type AlertSubject = (typeof ALERT_SUBJECTS)[number];

/** How bad it is. A later one of the same subject is worse. */
export const ALERT_STAGES = [
  /** Words wait for long, though calls succeed. */
  'waiting',
  /** A platform refuses or does not answer. */
  'failing',
  /** No event comes. */
  'silent',
  /** The disk has little room left. */
  'low',
  /** The stored files, or the database, have nearly reached their limit. */
  'nearly-full',
  /** Of a certificate. */
  ...(['two-weeks', 'three-days', 'over'] as const),
] as const;
export type AlertStage = (typeof ALERT_STAGES)[number];

/** Something that is wrong. */
export interface Alert {
  readonly stage: AlertStage;
  /** When it was first seen, epoch ms. */
  readonly since: number;
  /** What the stage rests on: an instant or bytes, by the subject. */
  readonly figure: number | null;
  /** Whether the administrators know. */
  readonly told: boolean;
}

/** What a look has found. `unknown`: nothing that would change what is known. Null stage: all is well. */
export type Seen =
  | 'unknown'
  | { readonly stage: AlertStage | null; readonly figure: number | null };

/** What follows from a look. */
export type AlertChange =
  | { readonly kind: 'none' }
  /** It is kept, and nobody is told. */
  | { readonly kind: 'keep'; readonly alert: Alert }
  /** It is kept, and the administrators are told. */
  | { readonly kind: 'tell'; readonly alert: Alert }
  /** It is over, and the administrators are told. */
  | { readonly kind: 'clear'; readonly alert: Alert }
  /** It is over before anybody was told. */
  | { readonly kind: 'forget' };

const NONE: AlertChange = { kind: 'none' };

/**
 * Each alert is told once, again only when it has become worse, and its end is told. It has to be
 * seen for `confirmMs` before: what passes by itself is no news.
 */
export function judgeAlert(
  known: Alert | null,
  seen: Seen,
  now: number,
  confirmMs: number,
): AlertChange {
  if (seen === 'unknown') return NONE;
  const { stage, figure } = seen;
  if (stage === null) {
    if (known === null) return NONE;
    return known.told ? { kind: 'clear', alert: known } : { kind: 'forget' };
  }
  if (known === null) {
    const told = confirmMs === 0;
    return { kind: told ? 'tell' : 'keep', alert: { stage, since: now, figure, told } };
  }
  const alert: Alert = { ...known, stage, figure };
  // A clock that was put back must not hold it up for hours.
  const isConfirmed = Math.abs(now - known.since) >= confirmMs;
  if (known.told ? isWorse(stage, known.stage) : isConfirmed) {
    return { kind: 'tell', alert: { ...alert, told: true } };
  }
  // A figure that only grows on is not written at each look.
  return stage === known.stage ? NONE : { kind: 'keep', alert };
}

/** Words that wait and calls that fail are one trouble, told once. */
const isWorse = (stage: AlertStage, than: AlertStage): boolean =>
  stage !== 'failing' && ALERT_STAGES.indexOf(stage) > ALERT_STAGES.indexOf(than);
