import type { Context } from '../../../../src/context.ts';
import { isMedia, type MediaContent } from '../../../../src/domain/content.ts';
import type { Errand, RelayErrand } from '../../../../src/domain/errand.ts';
import type { EntryId } from '../../../../src/domain/ids.ts';
import type { Speech } from '../../../../src/domain/speech.ts';
import type { WorksContent } from '../../../../src/platforms/line-works/outbound.ts';
import { lateFileText } from '../../../../src/services/files/late-file.ts';
import { transcriptText } from '../../../../src/services/handover/transcript.ts';
import { wordsForMember } from '../../../../src/services/say/reader.ts';
import { lineUserName } from '../../../../src/services/say/shown-name.ts';
import { saidIn } from '../../../../src/store/file-names.ts';
import { errandOf, type OutboxRow } from '../../../../src/store/outbox.ts';
import type { TalkRoom } from '../../../../src/store/talk-rooms.ts';
import { readContent } from '../read-content.ts';
import { composeForWorks, composeSpeechForWorks, headerOf, noticeHead } from './compose.ts';

/**
 * A file by its upload; in direct mode a line above it says whose it is, and of a late one what it is. None
 * before it is uploaded.
 */
function mediaParts(
  context: Context,
  room: TalkRoom,
  entryId: EntryId,
  content: MediaContent,
  { upload, late }: RelayErrand,
  direct: boolean,
): WorksContent[] {
  if (!upload) return [];
  const file: WorksContent = { type: upload.as, fileId: upload.fileId };
  if (late !== undefined) {
    const text = lateFileText(context, room, entryId, 'line-works', 'lateFile');
    const header = direct ? headerOf(context, room) : '';
    const head = noticeHead(wordsForMember(context, room.memberId), header);
    return [...composeSpeechForWorks({ text }, { head }), file];
  }
  if (!direct) return [file];
  const line = { direct, inWords: true, quoted: null };
  return [...composeForWorks(context, room, content, line), file];
}

/** What one row says in a room, message by message; null once its words have been erased. */
export function partsOf(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  direct: boolean,
): WorksContent[] | null {
  const errand: Errand | null = errandOf(row);
  const speak = (speech: Speech, plain?: boolean) => {
    const header = direct ? headerOf(context, room) : '';
    const head = noticeHead(wordsForMember(context, room.memberId), header);
    return composeSpeechForWorks(speech, { head, plain });
  };
  switch (errand?.do) {
    case 'tell-room':
      return speak(errand.speech, errand.plain);
    case 'introduce-room': {
      const words = wordsForMember(context, room.memberId).room;
      const name = lineUserName(context, room.lineUserId);
      return speak({ text: direct ? words.openedDirect(name) : words.opened(name) });
    }
    case 'transcript':
      return speak({ text: transcriptText(context, room, errand) });
    case 'relay': {
      const content = row.entryId === null ? null : readContent(context.db, row.entryId);
      if (row.entryId === null || content === null) return null;
      if (isMedia(content)) {
        return mediaParts(context, room, row.entryId, content, errand, direct);
      }
      const quoted =
        errand.quotedEntryId === null ? null : saidIn(context.db, errand.quotedEntryId);
      return composeForWorks(context, room, content, { direct, inWords: errand.inWords, quoted });
    }
    default:
      return [];
  }
}
