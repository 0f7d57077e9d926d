import type { Context } from '../../../../src/context.ts';
import type { Errand, RelayErrand } from '../../../../src/domain/delivery/errand.ts';
import type { EntryId } from '../../../../src/domain/ids.ts';
import { isMedia, type MediaContent } from '../../../../src/domain/messages/content.ts';
import type { Speech } from '../../../../src/domain/messages/speech.ts';
import type { WorksContent } from '../../../../src/platforms/line-works/outbound.ts';
import { lateFileText } from '../../../../src/services/files/late-file.ts';
import { transcriptText } from '../../../../src/services/handover/transcript.ts';
import { readContent } from '../../../../src/services/say/read-content.ts';
import { saidIn } from '../../../../src/store/audit/file-names.ts';
import { errandOf, type OutboxRow } from '../../../../src/store/queue/outbox.ts';
import { composeForWorks, composeSpeechForWorks, noticeHead } from './compose.ts';
import { isDirect, type RoomView } from './room-view.ts';

/**
 * A file by its upload; in direct mode a line above it names its sender, and for a late file its
 * kind. No message before the upload.
 */
function mediaParts(
  context: Context,
  view: RoomView,
  entryId: EntryId,
  content: MediaContent,
  { upload, late }: RelayErrand,
): WorksContent[] {
  if (!upload) return [];
  const file: WorksContent = { type: upload.as, fileId: upload.fileId };
  if (late !== undefined) {
    const text = lateFileText(context, view.room, entryId, 'line-works', 'lateFile');
    const head = noticeHead(view.words, view.header);
    return [...composeSpeechForWorks({ text }, { head }), file];
  }
  if (!isDirect(view)) return [file];
  return [...composeForWorks(context, view, content, { inWords: true, quoted: null }), file];
}

/** What one row says in a room, message by message; null once its words have been erased. */
export function partsOf(context: Context, view: RoomView, row: OutboxRow): WorksContent[] | null {
  const { words, lineUserName, header } = view;
  const errand: Errand | null = errandOf(row);
  const speak = (speech: Speech, plain?: boolean) => {
    const head = noticeHead(words, header);
    return composeSpeechForWorks(speech, { head, plain });
  };
  switch (errand?.do) {
    case 'tell-room':
      return speak(errand.speech, errand.plain);
    case 'introduce-room': {
      const { openedDirect, opened } = words.room;
      return speak({ text: (isDirect(view) ? openedDirect : opened)(lineUserName) });
    }
    case 'transcript':
      return speak({ text: transcriptText(context, view.room, errand) });
    case 'relay': {
      const content = row.entryId === null ? null : readContent(context.db, row.entryId);
      if (row.entryId === null || content === null) return null;
      if (isMedia(content)) {
        return mediaParts(context, view, row.entryId, content, errand);
      }
      const quoted =
        errand.quotedEntryId === null ? null : saidIn(context.db, errand.quotedEntryId);
      return composeForWorks(context, view, content, { inWords: errand.inWords, quoted });
    }
    default:
      return [];
  }
}
