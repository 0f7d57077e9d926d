import type { Context } from '../../../src/context.ts';
import { mediaLane } from '../../../src/domain/delivery/lane.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import { cleanFileName } from '../../../src/domain/files/file-name.ts';
import { judgeFile } from '../../../src/domain/files/file-policy.ts';
import { nameToJudge } from '../../../src/domain/files/file-types.ts';
import type { MediaTrouble } from '../../../src/domain/files/media-trouble.ts';
import { isMedia, type MediaContent } from '../../../src/domain/messages/content.ts';
import type { Kept } from '../../../src/media/blob-store.ts';
import { typeOfBytes } from '../../../src/media/file-type.ts';
import { lookInside } from '../../../src/media/look-inside.ts';
import { prepareForLine } from '../../../src/media/prepare.ts';
import type { Download } from '../../../src/platforms/download.ts';
import { planBlobRemoval } from '../../../src/services/audit/erase-message.ts';
import type { Taken } from '../../../src/services/files/keep.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { readFilePolicy } from '../../../src/store/files/file-policy.ts';
import { putRequest, requestOf } from '../../../src/store/queue/requests.ts';
import { nameInHeaders } from '../compose/name-in-headers.ts';
import type { Answer } from '../loop/answer.ts';
import type { PlatformCall } from '../loop/platform-call.ts';
import type { Platforms } from '../loop/platforms.ts';

/** Tries for an empty picture or sound: over half a minute. */
const EMPTY_TRIES = 4;

type FetchCall = Extract<PlatformCall, { step: 'fetch-media' }>;

/** A file that came in, before its type is known. */
type Arrived =
  | {
      readonly kind: 'kept';
      readonly kept: Extract<Kept, { kind: 'kept' }>;
      readonly name: string | null;
    }
  | Extract<Taken, { kind: 'refused' }>
  | { readonly kind: 'broken'; readonly detail: string };

/** Gets a message's file into the blob store, in pieces, as the policy allows (DESIGN §6.8). */
export async function fetchMedia(
  context: Context,
  platforms: Platforms,
  call: FetchCall,
): Promise<Outcome<Answer>> {
  const content = readContent(context.db, call.entryId);
  // Unsent while the lane was being claimed.
  if (content === null || !isMedia(content) || content.contentId === null) {
    return { kind: 'withheld' };
  }
  const { contentId } = content;
  if (content.size !== null && !platforms.blobs.admits(content.size)) {
    return takenAs(refused('no-room'));
  }
  const sink = (download: Download) => takeIn(context, platforms, call, content, download);
  const { channelId } = call;
  const outcome =
    channelId === null
      ? await platforms.works.attachment(call.botId, contentId, sink)
      : await platforms.line.content(channelId, contentId, sink);
  if (outcome.kind === 'sent') return settled(context, platforms, call, content, outcome.answer);
  if (outcome.kind !== 'retry' || outcome.reason !== 'preparing') return outcome;
  if (channelId === null) return outcome;
  // Documented for films and sounds (line.md §3); a refusal for a picture means nothing.
  const making = await platforms.line.transcoding(channelId, contentId);
  return making.kind === 'sent' && making.answer === 'failed'
    ? takenAs(refused('failed'))
    : outcome;
}

async function takeIn(
  context: Context,
  { blobs }: Platforms,
  call: FetchCall,
  content: MediaContent,
  { headers, size, body }: Download,
): Promise<Arrived> {
  const found = nameInHeaders(headers['content-disposition']);
  const name = content.fileName ?? (found === null ? null : cleanFileName(found, content.kind));
  const judged = judge(context, call, content, name, size);
  if (judged !== null) {
    await body[Symbol.asyncIterator]().return?.();
    return judged;
  }
  const mostBytes = readFilePolicy(context.db).limitBytes;
  const kept = await blobs.put(body, { mostBytes, size });
  switch (kept.kind) {
    case 'kept':
      context.reached?.('fetch.named');
      holdBytes(context, call, kept.sha256);
      context.reached?.('fetch.held');
      return { kind: 'kept', kept, name };
    case 'too-large':
    case 'no-room':
      return { kind: 'refused', reason: kept.kind };
    case 'broken':
      return { kind: 'broken', detail: kept.detail };
    default:
      return kept satisfies never;
  }
}

async function settled(
  context: Context,
  { blobs, previews }: Platforms,
  call: FetchCall,
  content: MediaContent,
  arrived: Arrived,
): Promise<Outcome<Answer>> {
  if (arrived.kind === 'broken') {
    return { kind: 'unclear', reason: 'cut-off', detail: arrived.detail };
  }
  if (arrived.kind === 'refused') return takenAs(arrived);
  const { sha256, size, head } = arrived.kept;
  if (size === 0 && content.kind !== 'file' && call.from === 'line') {
    return emptied(context, call, sha256);
  }
  const sniffed = typeOfBytes(head);
  const { contentType, durationMs } = await lookInside(blobs, arrived.kept, content.kind, sniffed);
  const file = { sha256, size, contentType, fileName: arrived.name };
  // The rules may have changed while it came in.
  const name = nameToJudge(arrived.name, content.kind, contentType);
  const judged = judge(context, call, content, name, size);
  if (judged !== null) return takenAs({ ...judged, sha256 });
  const isNative = contentType === 'image/jpeg' || contentType === 'image/png';
  // Towards LINE WORKS only pictures that it does not show as pictures need another form.
  const needsForm = call.from === 'line-works' || (content.kind === 'image' && !isNative);
  const prepared = needsForm
    ? await prepareForLine({ blobs, previews }, { ...file, durationMs })
    : NO_FORM;
  if (prepared.previewSha256 !== null) holdBytes(context, call, prepared.previewSha256);
  return takenAs({ kind: 'kept', ...file, ...prepared });
}

/**
 * A 200 is LINE's last word; while it prepares a file it answers 202 (line.md §3). Yet empty sounds
 * have been seen, so an empty picture or sound is fetched a few times more.
 */
function emptied(context: Context, { entryId }: FetchCall, sha256: string): Outcome<Answer> {
  const attempts = requestOf(context.db, mediaLane(entryId))?.attempts ?? EMPTY_TRIES;
  if (attempts >= EMPTY_TRIES) return takenAs({ kind: 'refused', reason: 'empty', sha256 });
  context.store.transaction(() => planBlobRemoval(context));
  return { kind: 'retry', reason: 'empty', afterMs: null, detail: 'no bytes' };
}

/** The request under way names the bytes until the message does: they are not removed meanwhile. */
function holdBytes(context: Context, { entryId }: FetchCall, sha256: string): void {
  const request = requestOf(context.db, mediaLane(entryId));
  if (request === null) return;
  const body = [request.body, sha256].filter(Boolean).join(' ');
  context.store.transaction(() => putRequest(context.db, { ...request, body }));
}

const NO_FORM = { durationMs: null, previewSha256: null, width: null, height: null };

const refused = (reason: MediaTrouble): Taken => ({ kind: 'refused', reason });

const takenAs = (taken: Taken): Outcome<Answer> => ({
  kind: 'sent',
  answer: { of: 'fetch-media', taken },
  already: false,
});

function judge(
  context: Context,
  call: FetchCall,
  { kind }: MediaContent,
  fileName: string | null,
  size: number | null,
): Extract<Taken, { kind: 'refused' }> | null {
  const direction = call.from === 'line' ? 'in' : 'out';
  const verdict = judgeFile(readFilePolicy(context.db), direction, { kind, fileName, size });
  return verdict.kind === 'refuse' ? { kind: 'refused', reason: verdict.reason, fileName } : null;
}
