import type { AuditContent } from '../../domain/audit.ts';
import type { TalkId } from '../../domain/ids.ts';

/**
 * A Talk ID as an entry keeps it: it comes from the member's account, and so often from their name,
 * which has to be erasable. `before`: the one that it follows.
 */
export const talkIdContent = (
  talkId: TalkId | null,
  before: TalkId | null = null,
): AuditContent | null =>
  talkId === null
    ? null
    : {
        text: before === null ? talkId : `${before} → ${talkId}`,
        detail: { before, talkId },
      };
