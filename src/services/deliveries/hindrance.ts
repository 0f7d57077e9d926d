import type { ResendHindrance } from '../../domain/delivery/judge-resend.ts';
import type { Words } from '../../words/words.ts';

/** Why a message cannot be sent again, as an administrator reads it. */
export const hindranceInWords = (words: Words, why: ResendHindrance): string =>
  why === 'file-gone' ? words.deliveries.fileGone : (words.auditLog.reasons[why] ?? why);
