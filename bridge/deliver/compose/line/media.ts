import type { Context } from '../../../../src/context.ts';
import { nameWithExtension } from '../../../../src/domain/files/file-types.ts';
import { mediaFormOf } from '../../../../src/domain/files/media-form.ts';
import { readableSize } from '../../../../src/domain/files/readable-size.ts';
import type { MediaContent } from '../../../../src/domain/messages/content.ts';
import type { ContentWords } from '../../../../src/domain/messages/content-text.ts';
import { LABEL_MAX } from '../../../../src/domain/messages/speech.ts';
import { clip, clipGraphemes } from '../../../../src/domain/text/text.ts';
import type { LineMessage } from '../../../../src/platforms/line/outbound.ts';
import {
  filmTileUrl,
  type KeptMedia,
  mediaUrl,
  openedUrl,
  previewUrl,
} from '../../../../src/services/files/links.ts';

/** Graphemes of a buttons template's text without a title (line.md §2.7). */
const CARD_TEXT_MAX = 160;
const ALT_TEXT_MAX = 1500;

type Sender = Pick<LineMessage, 'sender'>;

/** A member's file on LINE: in LINE's own form if it has one, else as a card (line.md §2.7). */
export function composeMediaForLine(
  context: Context,
  media: KeptMedia,
  { kind }: MediaContent,
  words: ContentWords,
  sender: Sender,
  inWords: boolean,
): LineMessage {
  const url = mediaUrl(context, media);
  const opened = openedUrl(context, media);
  const name = nameWithExtension(media.fileName, words.names[kind], media.contentType);
  const size = readableSize(media.size);
  if (inWords) return { type: 'text', text: words.fileLink(name, size, opened), ...sender };
  const form = mediaFormOf({ ...media, hasPreview: media.previewSha256 !== null });
  switch (form.kind) {
    case 'image': {
      const preview = previewUrl(context, media) ?? url;
      return {
        type: 'image',
        originalContentUrl: form.whole === 'original' ? url : preview,
        previewImageUrl: form.small === 'original' ? url : preview,
        ...sender,
      };
    }
    case 'video':
      return {
        type: 'video',
        originalContentUrl: url,
        previewImageUrl: filmTileUrl(context),
        ...sender,
      };
    case 'audio':
      return { type: 'audio', originalContentUrl: url, duration: form.durationMs, ...sender };
    case 'card':
      return {
        type: 'template',
        // Read where templates are not shown.
        altText: clip(words.fileLink(name, size, opened), ALT_TEXT_MAX),
        template: {
          type: 'buttons',
          text: clipGraphemes(words.fileCard(name, size), CARD_TEXT_MAX),
          actions: [{ type: 'uri', label: clipGraphemes(words.openFile, LABEL_MAX), uri: opened }],
        },
        ...sender,
      };
    default:
      return form satisfies never;
  }
}
