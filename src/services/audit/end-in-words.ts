import type { Words } from '../../words/words.ts';

/** What became of a message, and why where that says more. */
export function endInWords(
  { auditLog, auditSearch: say, auditVerify }: Words,
  entry: { readonly action?: string; readonly outcome: string; readonly reason: string | null },
): string {
  const { action, outcome, reason } = entry;
  // It is done in either case: what it found is the point.
  if (action === 'audit.verify') {
    return outcome === 'ok' ? auditVerify.ends.fine : auditVerify.ends.breach;
  }
  if (outcome === 'relayed') return say.waiting;
  const end = auditLog.outcomes[outcome] ?? outcome;
  const why = reason === null ? undefined : auditLog.reasons[reason];
  return why === undefined || why === end ? end : say.because(end, why);
}
