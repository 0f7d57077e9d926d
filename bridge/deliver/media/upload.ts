import type { Context } from '../../../src/context.ts';
import type { MediaUpload } from '../../../src/domain/delivery/errand.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import { cleanFileName, extensionOf } from '../../../src/domain/files/file-name.ts';
import { extensionOfType } from '../../../src/domain/files/file-types.ts';
import { isMedia } from '../../../src/domain/messages/content.ts';
import type { BlobStore } from '../../../src/media/blob-store.ts';
import { type KeptMedia, keptMedia } from '../../../src/services/files/links.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import type { Answer } from '../loop/answer.ts';
import type { PlatformCall } from '../loop/platform-call.ts';
import type { Platforms } from '../loop/platforms.ts';
import { isUploadWanted } from '../loop/what-stops.ts';
import { relaysOf } from './plan-upload.ts';

/** A message's file as it goes to LINE WORKS. */
interface Outgoing {
  readonly as: MediaUpload['as'];
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
}

/** LINE WORKS takes files and images of any size, all else up to 1 MB (line-works.md §4). */
const OTHERS_MAX_BYTES = 1_000_000;

/** Uploads a kept file to LINE WORKS, in pieces. */
export async function uploadMedia(
  context: Context,
  { works, blobs }: Platforms,
  call: Extract<PlatformCall, { step: 'upload-media' }>,
): Promise<Outcome<Answer>> {
  const [relay] = relaysOf(context, call.entryId);
  if (relay === undefined || !isUploadWanted(context, call.entryId)) return { kind: 'withheld' };
  const media = keptMedia(readMedia(context.db, call.entryId));
  const content = readContent(context.db, call.entryId);
  if (media === null || content === null || !isMedia(content)) return GONE;
  const outgoing = formFor(content.kind, media, relay.errand.asFile === true);
  const size = await blobs.sizeOf(outgoing.sha256);
  if (size === null) return GONE;
  const { fileName, contentType } = outgoing;
  const sent = await works.uploadStreamed(call.botId, {
    fileName,
    contentType,
    size,
    open: async () => piecesOf(blobs, outgoing.sha256),
  });
  // Unsent meanwhile: its bytes are gone, which is not a fault.
  if (sent.kind === 'refused' && sent.reason === 'gone' && !isUploadWanted(context, call.entryId)) {
    return { kind: 'withheld' };
  }
  if (sent.kind !== 'sent') return sent;
  const upload = { fileId: sent.answer.fileId, at: context.clock.now(), as: outgoing.as };
  return { ...sent, answer: { of: 'upload-media', upload } };
}

const GONE: Outcome<never> = {
  kind: 'refused',
  reason: 'gone',
  status: 0,
  detail: 'the file is no longer kept',
};

async function piecesOf(
  blobs: BlobStore,
  sha256: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  return (await blobs.open(sha256))?.stream ?? null;
}

/** The best form LINE WORKS has for it, by its bytes (line-works.md §3.2). */
function formFor(sentAs: MediaUpload['as'], media: KeptMedia, asFile: boolean): Outgoing {
  const { contentType, sha256, size, previewSha256 } = media;
  const kind = sentAs === 'video' && contentType.startsWith('audio/') ? 'audio' : sentAs;
  const named = (as: MediaUpload['as'], extension: string | null): Outgoing => ({
    as,
    fileName: nameOf(media.fileName, kind, extension),
    contentType,
    sha256,
  });
  const native = asFile ? null : nativeOf(kind, contentType, size);
  if (native !== null) return named(native.as, native.extension);
  if (!asFile && kind === 'image' && previewSha256 !== null) {
    const fileName = nameOf(null, 'image', 'jpg');
    return { as: 'image', fileName, contentType: 'image/jpeg', sha256: previewSha256 };
  }
  return named('file', extensionOfType(contentType));
}

function nativeOf(
  kind: MediaUpload['as'],
  contentType: string,
  size: number,
): { readonly as: 'image' | 'video' | 'audio'; readonly extension: string } | null {
  const extension = extensionOfType(contentType);
  if (extension === null || size === 0) return null;
  if (kind === 'image' && (extension === 'jpg' || extension === 'png')) {
    return { as: 'image', extension };
  }
  if (size > OTHERS_MAX_BYTES) return null;
  if (kind === 'video' && extension === 'mp4') return { as: 'video', extension };
  // Some phones name their sounds like the films they share a format with.
  if (kind === 'audio' && (extension === 'm4a' || extension === 'mp4')) {
    return { as: 'audio', extension: 'm4a' };
  }
  if (kind === 'audio' && extension === 'wav') return { as: 'audio', extension };
  return null;
}

/** A file keeps its name; one without a name is called by its kind. */
function nameOf(name: string | null, kind: MediaUpload['as'], extension: string | null): string {
  if (name !== null && extensionOf(name) !== '') return cleanFileName(name, kind);
  const bare = cleanFileName(name, kind);
  return extension === null ? bare : `${bare}.${extension}`;
}
