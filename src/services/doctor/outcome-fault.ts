import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { FaultName } from './finding.ts';

/** Why a platform could not be asked, or null when it answered. */
export function outcomeFault(
  outcome: Outcome<unknown>,
): { readonly fault: FaultName; readonly detail: string } | null {
  switch (outcome.kind) {
    case 'sent':
      return null;
    case 'refused':
      return outcome.reason === 'unauthorized'
        ? { fault: 'unauthorized', detail: outcome.detail }
        : { fault: 'refused', detail: outcome.detail };
    case 'retry':
    case 'unclear':
      return { fault: 'unreachable', detail: outcome.detail };
    case 'withheld':
      return { fault: 'unreachable', detail: '' };
    default:
      return outcome satisfies never;
  }
}
