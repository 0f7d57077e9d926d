import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { isMediaTrouble, type MediaTrouble } from '../../domain/files/media-trouble.ts';
import type { EntryId } from '../../domain/ids.ts';
import { contentOf, entryOf } from '../../store/audit/audit-log.ts';
import {
  forgetDeadBlob,
  type MediaRow,
  markDead,
  readMedia,
  saveMedia,
} from '../../store/files/media.ts';
import { planBlobRemoval } from '../audit/erase-message.ts';

/** The result of a fetch. */
export type Taken =
  | {
      readonly kind: 'kept';
      readonly sha256: string;
      readonly size: number;
      readonly contentType: string;
      readonly fileName: string | null;
      readonly durationMs: number | null;
      readonly previewSha256: string | null;
      readonly width: number | null;
      readonly height: number | null;
    }
  | {
      readonly kind: 'refused';
      readonly reason: MediaTrouble;
      /** The file's name, where it is known by now. */
      readonly fileName?: string | null;
      /**
       * The file arrived before it was refused: its bytes go unless another message has an equal
       * file.
       */
      readonly sha256?: string;
    };

/**
 * Records a fetched file: its digest and size go into the erasable part of an entry of their own
 * (DESIGN §6.9). A file whose message was unsent or refused meanwhile is not kept.
 */
export function keepMedia(context: Context, entryId: EntryId, taken: Taken): void {
  if (taken.kind === 'refused') {
    failFetch(context, entryId, taken.reason, taken.fileName ?? null);
    if (taken.sha256 !== undefined) {
      markDead(context.db, taken.sha256);
      planBlobRemoval(context);
    }
    return;
  }
  const { kind: _kind, ...file } = taken;
  const entry = entryOf(context.db, entryId);
  const known = readMedia(context.db, entryId);
  const isWanted = contentOf(context.db, entryId) !== null && known?.state !== 'refused';
  if (entry === null || !isWanted) {
    for (const sha256 of [file.sha256, file.previewSha256]) {
      if (sha256 !== null) markDead(context.db, sha256);
    }
    planBlobRemoval(context);
    return;
  }
  const durationMs = file.durationMs ?? known?.durationMs ?? null;
  const keptAt = context.clock.now();
  saveMedia(context.db, { ...file, entryId, state: 'kept', reason: null, durationMs, keptAt });
  for (const sha256 of [file.sha256, file.previewSha256]) {
    if (sha256 !== null) forgetDeadBlob(context.db, sha256);
  }
  const { sha256, size, contentType, fileName } = file;
  record(context, {
    ...about(entry),
    action: 'media.keep',
    outcome: 'ok',
    content: {
      text: [fileName, `SHA-256 ${sha256}`, `${size} B`].filter(Boolean).join(' '),
      detail: { sha256, size, contentType, fileName },
    },
  });
}

/** Records that a message's file will not come. `reason`: ours, or how the call ended. */
export function failFetch(
  context: Context,
  entryId: EntryId,
  reason: string | null,
  fileName: string | null = null,
): void {
  const known = readMedia(context.db, entryId);
  const entry = entryOf(context.db, entryId);
  if (known === null || entry === null || known.state !== 'fetching') return;
  const trouble = troubleOf(reason);
  const state = trouble === 'gone' ? 'gone' : 'refused';
  // The name may only have come with the bytes; the notice of the refusal gives it.
  const name = fileName ?? known.fileName;
  saveMedia(context.db, { entryId, state, reason: trouble, fileName: name });
  const came = cameWithFile(known, name);
  record(context, {
    ...about(entry),
    action: 'media.refuse',
    outcome: 'refused',
    reason: trouble,
    content: came === null ? null : { text: came, detail: { fileName: came } },
  });
}

/** A name that only came with the file; any other name stands in the message's own entry. */
const cameWithFile = (known: MediaRow | null, fileName: string | null) =>
  known?.fileName === fileName ? null : fileName;

function troubleOf(reason: string | null): MediaTrouble {
  if (reason === 'not-found') return 'gone';
  return reason !== null && isMediaTrouble(reason) ? reason : 'failed';
}

type Entry = NonNullable<ReturnType<typeof entryOf>>;

const about = (entry: Entry) => ({
  actor: SYSTEM,
  roomId: entry.roomId,
  channelId: entry.channelId,
  lineUserId: entry.lineUserId,
  lineUserName: entry.lineUserName,
  memberId: entry.memberId,
  memberName: entry.memberName,
  direction: entry.direction,
  kind: entry.kind,
  aboutId: entry.id,
});
