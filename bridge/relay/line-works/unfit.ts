import type { Context } from '../../../src/context.ts';
import { type FileRefusal, judgeFile } from '../../../src/domain/files/file-policy.ts';
import { type Content, isMedia, saysNothing } from '../../../src/domain/messages/content.ts';
import { fileRefusalText } from '../../../src/services/files/refuse.ts';
import { readFilePolicy } from '../../../src/store/files/file-policy.ts';
import type { Words } from '../../../src/words/words.ts';

/* What a member may not send, and why. */

export const isRelayable = (content: Content) => content.kind !== 'unknown';

/** Why the policy forbids a member's file. Name and size are not sent (line-works.md §0 row 9). */
export function fileRefusalOf(context: Context, content: Content): FileRefusal | null {
  if (!isMedia(content)) return null;
  const verdict = judgeFile(readFilePolicy(context.db), 'out', content);
  return verdict.kind === 'refuse' ? verdict.reason : null;
}

/** Why content is not relayed: it has no visible character, its kind, or the file policy. */
export function unfitText(context: Context, words: Words, content: Content): string {
  if (saysNothing(content)) return words.room.refusedBlank;
  const reason = fileRefusalOf(context, content);
  if (reason === null || !isMedia(content)) {
    return words.room.kindNotRelayed(words.kinds.names[content.kind]);
  }
  return fileRefusalText(words, 'member', readFilePolicy(context.db), reason, content);
}

/** Why content is not even held; null: it is held. */
export function unfitReason(
  context: Context,
  content: Content,
): 'refuse-blank' | 'refuse-kind' | FileRefusal | null {
  if (saysNothing(content)) return 'refuse-blank';
  return isRelayable(content) ? fileRefusalOf(context, content) : 'refuse-kind';
}
