import type { Context } from '../../../src/context.ts';
import { ERRAND_CLASS, type RelayErrand } from '../../../src/domain/delivery/errand.ts';
import { contentInWords } from '../../../src/domain/messages/content-text.ts';
import { nativeSticker } from '../../../src/domain/messages/stickers.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { wordsForLineUser, wordsForMember } from '../../../src/services/say/reader.ts';
import { tellRoom } from '../../../src/services/say/say.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';

/**
 * A sticker that LINE cannot send went as words: its member sees something else than the LINE user.
 */
export function tellIfInWords(
  context: Context,
  room: TalkRoom,
  { entryId }: OutboxRow,
  { inWords }: RelayErrand,
): void {
  const content = entryId === null ? null : readContent(context.db, entryId);
  if (content?.kind !== 'sticker' || room.state !== 'open') return;
  if (!inWords && nativeSticker(content) !== null) return;
  const said = contentInWords(content, wordsForLineUser(context, room.lineUserId).kinds);
  const text = wordsForMember(context, room.memberId).room.stickerInWords(said);
  tellRoom(context, room.id, { text }, { class: ERRAND_CLASS.notice });
}
