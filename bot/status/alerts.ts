import type { Context } from '../../src/context.ts';
import { DAY_MS } from '../../src/domain/durations.ts';
import { formatInstant } from '../../src/domain/jst.ts';
import { alertInWords } from '../../src/services/watch/alert-words.ts';
import { readAlerts } from '../../src/store/watch/alerts.ts';
import { lastGap } from '../../src/store/watch/gaps.ts';
import type { Words } from '../../src/words/words.ts';

/** An older gap is no part of how things stand. */
const GAP_SHOWN_MS = 7 * DAY_MS;

/** What is wrong now, in the words in which the administrators were told. */
export function alertsNow(context: Context, words: Words): string[] {
  return [...readAlerts(context.db)]
    .filter(([, alert]) => alert.told)
    .map(([subject, alert]) => alertInWords(context, words, subject, alert));
}

/** The latest time in which nothing could be received. */
export function latestGap({ db, clock }: Context, { watch }: Words): string[] {
  const gap = lastGap(db);
  if (gap === null || clock.now() - gap.toAt > GAP_SHOWN_MS) return [];
  return [watch.gap.status(formatInstant(gap.fromAt), formatInstant(gap.toAt))];
}
