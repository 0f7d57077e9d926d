import type { Context } from '../../../src/context.ts';
import type { EndReason } from '../../../src/domain/delivery/end-reason.ts';
import type { FileRefusal } from '../../../src/domain/files/file-policy.ts';
import { isMediaTrouble, type MediaTrouble } from '../../../src/domain/files/media-trouble.ts';
import { isMedia, type MediaContent } from '../../../src/domain/messages/content.ts';
import { isToldOfSet, tellFileRefused, tellNotShown } from '../../../src/services/files/refuse.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { wordsForLineUser, wordsForMember } from '../../../src/services/say/reader.ts';
import { tellLineUser, tellRoom } from '../../../src/services/say/say.ts';
import { readFilePolicy } from '../../../src/store/files/file-policy.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';

/**
 * Tells both sides why a file did not arrive: its sender what to do about it, and the member that a
 * LINE user sent a file.
 *
 * @returns false when the reason has nothing to do with a file
 */
export function tellMediaTrouble(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  to: 'line' | 'line-works',
  reason: EndReason | null,
): boolean {
  const content = row.entryId === null ? null : readContent(context.db, row.entryId);
  if (row.entryId === null || content === null || !isMedia(content)) return false;
  const trouble = troubleOf(to, reason);
  if (trouble === null) return false;
  if (isToldOfSet(context, room.id, row.entryId, trouble)) return true;
  const fileName = readMedia(context.db, row.entryId)?.fileName ?? content.fileName;
  const file = { ...content, fileName };
  tellSender(context, room, to, trouble, file);
  if (to === 'line-works') tellNotShown(context, room, trouble, file);
  return true;
}

/** Towards LINE WORKS a file's message is refused because of the file, not the room. */
function troubleOf(to: 'line' | 'line-works', reason: EndReason | null): MediaTrouble | null {
  if (reason === null) return null;
  if (isMediaTrouble(reason)) return reason;
  return to === 'line-works' && reason === 'bad-request' ? 'not-taken' : null;
}

function tellSender(
  context: Context,
  room: TalkRoom,
  to: 'line' | 'line-works',
  trouble: MediaTrouble,
  file: MediaContent,
): void {
  if (isOfPolicy(context, trouble)) {
    tellFileRefused(context, room, to, trouble, file);
    return;
  }
  if (to === 'line') {
    const { media, kinds } = wordsForMember(context, room.memberId);
    tellRoom(context, room.id, { text: media.toMember[trouble](kinds.names[file.kind]) });
    return;
  }
  const { media, kinds } = wordsForLineUser(context, room.lineUserId);
  const text = media.toLineUser[trouble](kinds.names[file.kind]);
  tellLineUser(context, room, 'file-refused', { text }, { roomId: room.id });
}

/** Troubles of the administrators' rules are told in the words of those rules. */
function isOfPolicy(context: Context, trouble: MediaTrouble): trouble is FileRefusal {
  if (trouble === 'denied' || trouble === 'blocked-extension') return true;
  return trouble === 'too-large' && readFilePolicy(context.db).limitBytes !== null;
}
