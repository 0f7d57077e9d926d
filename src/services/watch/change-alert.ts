import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import { type Alert, type AlertSubject, judgeAlert, type Seen } from '../../domain/watch/alert.ts';
import { dropAlert, saveAlert } from '../../store/watch/alerts.ts';
import { adminsToAlert } from '../roles/roles.ts';
import { tellAdmins } from '../say/say.ts';
import { alertInWords, clearedInWords } from './alert-words.ts';

/** How long something has to be seen before it is told. */
const CONFIRM_MS: Readonly<Record<AlertSubject, number>> = {
  // After a sleep or a stop everything is due at one moment.
  'delivery-line': 5 * MINUTE_MS,
  'delivery-line-works': 5 * MINUTE_MS,
  disk: MINUTE_MS,
  database: 0,
  'silence-line': 0,
  'silence-line-works': 0,
  store: 0,
  certificate: 0,
};

/**
 * Writes what follows from a look at one subject, with its entry, and tells the administrators. In
 * the caller's transaction.
 */
export function changeAlert(
  context: Context,
  subject: AlertSubject,
  known: Alert | null,
  seen: Seen,
): void {
  const change = judgeAlert(known, seen, context.clock.now(), CONFIRM_MS[subject]);
  switch (change.kind) {
    case 'none':
      return;
    case 'keep':
      saveAlert(context.db, subject, change.alert);
      return;
    case 'forget':
      dropAlert(context.db, subject);
      return;
    case 'tell':
      // With no administrator to tell, leave it to the next look.
      if (adminsToAlert(context).length === 0) return;
      saveAlert(context.db, subject, change.alert);
      recordAlert(context, subject, change.alert, 'begun');
      // That the stored files reach their limit is told where they do (`watchStore`).
      if (subject !== 'store') {
        tellAdmins(context, (words) => alertInWords(context, words, subject, change.alert));
      }
      return;
    case 'clear':
      dropAlert(context.db, subject);
      recordAlert(context, subject, change.alert, 'over');
      tellAdmins(context, (words) => clearedInWords(context, words, subject, change.alert));
      return;
    default:
      change satisfies never;
  }
}

function recordAlert(
  context: Context,
  subject: AlertSubject,
  { stage, since, figure }: Alert,
  what: 'begun' | 'over',
): void {
  record(context, {
    action: 'bridge.alert',
    actor: SYSTEM,
    outcome: what === 'begun' ? 'failed' : 'resumed',
    reason: subject,
    facts: { stage: codeOf(stage), since, figure },
  });
}
