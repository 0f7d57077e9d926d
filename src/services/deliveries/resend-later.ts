import { adminBotOf, type Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { isPlanned, planJob } from '../../store/queue/jobs.ts';
import {
  readUndelivered,
  type Undelivered,
  undeliveredBefore,
} from '../../store/queue/undelivered.ts';
import { actingAdmin } from '../audit/actors.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { hindranceInWords } from './hindrance.ts';
import { judge } from './judge.ts';
import { resend } from './resend.ts';

/** A retry that waits until its lane has no request under way. */
export interface WaitingRetry {
  readonly rowId: number;
  readonly by: MemberId;
  /** They have been told that it may arrive twice. */
  readonly mayComeTwice: boolean;
}

const LOOK_AGAIN_MS = 1000;

/** Has the message sent again when its lane is free; once, however often it is asked for. */
export function planRetry(context: Context, retry: WaitingRetry): void {
  const dueAt = context.clock.now() + LOOK_AGAIN_MS;
  planJob(context.db, { ...jobOf(retry.rowId), payload: retry, dueAt });
}

const jobOf = (rowId: number) => ({ kind: 'resend', key: `${rowId}` });

/** Whether an earlier message of the same lane waits likewise: it goes first. */
export const followsAnother = ({ db }: Context, row: Undelivered): boolean =>
  undeliveredBefore(db, row).some((rowId) => isPlanned(db, jobOf(rowId)));

/** @returns when to look again, ms; null: it is settled */
export function continueRetry(context: Context, retry: WaitingRetry): number | null {
  const row = readUndelivered(context.db, retry.rowId);
  if (row === null) return null;
  if (followsAnother(context, row)) return LOOK_AGAIN_MS;
  const { verdict } = judge(context, row);
  // Its key counted when it was asked for: nobody has agreed to a double since.
  if (verdict.kind !== 'no' && verdict.mayComeTwice && !retry.mayComeTwice)
    return tell(context, retry, null);
  const resent = resend(context, actingAdmin(context, retry.by), retry.rowId);
  if (resent.kind === 'busy') return LOOK_AGAIN_MS;
  return resent.kind === 'no' ? tell(context, retry, resent.why) : null;
}

function tell(
  context: Context,
  { rowId, by }: WaitingRetry,
  why: Parameters<typeof hindranceInWords>[1] | null,
): null {
  const words = wordsForMember(context, by);
  const { deliveries } = words;
  const said = why === null ? deliveries.mayComeTwice : hindranceInWords(words, why);
  const text = deliveries.cannotNow(rowId, said);
  tellMember(context, adminBotOf(context.settings), by, { text });
  return null;
}
