import type { Words } from '../../words/words.ts';

/** What became of a message, and why where that says more. */
export function endInWords(
  { auditLog, auditSearch: say }: Words,
  { outcome, reason }: { readonly outcome: string; readonly reason: string | null },
): string {
  if (outcome === 'relayed') return say.waiting;
  const end = auditLog.outcomes[outcome] ?? outcome;
  const why = reason === null ? undefined : auditLog.reasons[reason];
  return why === undefined || why === end ? end : say.because(end, why);
}
