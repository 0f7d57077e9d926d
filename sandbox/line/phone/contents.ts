import type { ContentType, MessageTo, SentByUser, UserContent } from '../types.ts';
import { sendMessage } from './messages.ts';
import type { Json, Place } from './place.ts';

/** Memory and disk bound: LINE deletes content some time too (line.md §3). */
const CONTENTS_KEPT = 500;

/** Sends an image, video, audio or file; its bytes are there before its event is. */
export function sendContent(
  place: Place,
  type: ContentType,
  content: UserContent,
  to: MessageTo,
): Promise<SentByUser> {
  const { state } = place;
  const id = state.newMessageId();
  state.storage.atomically(() => {
    state.storage.putBlob(id, content.bytes, CONTENTS_KEPT);
    state.contents.set(id, {
      messageId: id,
      channelId: to.oa,
      type,
      contentType: content.contentType,
      readyAt: state.now() + (content.readyAfterMs ?? 0),
      ...(content.fate === undefined ? {} : { fate: content.fate }),
      unsent: false,
    });
  });
  return sendMessage(place, { type, id, ...contentFields(type, content) }, to);
}

function contentFields(type: ContentType, content: UserContent): Json {
  if (type === 'file') {
    return { fileName: content.fileName ?? 'file', fileSize: content.bytes.length };
  }
  return {
    ...(content.durationMs === undefined ? {} : { duration: content.durationMs }),
    contentProvider: { type: 'line' },
    ...(content.imageSet === undefined ? {} : { imageSet: content.imageSet }),
  };
}
