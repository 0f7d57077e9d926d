import { plural } from './plural.ts';

/** Says that some of the lost messages may have arrived after all. */
export function maybeArrived(count: number, all: number): string {
  if (count > 0) {
    return all === 1 ? ' (it may have arrived)' : ` (${count} of them may have arrived)`;
  }
  return '';
}

/** What a closing cost, in words that match the certainty (DESIGN §6.10). */
export function undelivered(lost: number, maybe: number): string {
  if (lost === 0) return '';
  return maybe === 0
    ? ` ${plural(lost, 'unsent message', 'unsent messages')} did not arrive.`
    : ` ${plural(lost, 'unsent message was', 'unsent messages were')} cancelled${maybeArrived(maybe, lost)}.`;
}
