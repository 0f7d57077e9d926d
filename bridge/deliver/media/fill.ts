import type { Context } from '../../../src/context.ts';
import { isMedia } from '../../../src/domain/content.ts';
import type { FetchMediaErrand, UploadMediaErrand } from '../../../src/domain/errand.ts';
import { judgeFile } from '../../../src/domain/file-policy.ts';
import { readFilePolicy } from '../../../src/store/file-policy.ts';
import { readMedia } from '../../../src/store/media.ts';
import type { OutboxRow } from '../../../src/store/outbox.ts';
import { readContent } from '../compose/read-content.ts';
import { type Draft, endHead } from '../loop/draft.ts';
import { wholeRow } from '../loop/step.ts';
import { isUploadWanted } from '../loop/what-stops.ts';

/** A file to be fetched, unless what is known of it forbids that: then nothing is asked for (DESIGN §6.8). */
export function fillFetchRequest(
  context: Context,
  row: OutboxRow,
  { entryId, from, channelId }: FetchMediaErrand,
): Draft {
  const content = readContent(context.db, entryId);
  if (content === null || !isMedia(content)) return endHead(row, 'cancelled', 'erased');
  const known = readMedia(context.db, entryId);
  if (known?.state === 'refused') return endHead(row, 'refused', known.reason ?? 'failed');
  const direction = from === 'line' ? 'in' : 'out';
  const verdict = judgeFile(readFilePolicy(context.db), direction, content);
  if (verdict.kind === 'refuse') return endHead(row, 'refused', verdict.reason);
  const botId = context.settings.bridgeBotId;
  const step = { step: 'fetch-media' as const, from, channelId, botId, entryId };
  return {
    kind: 'request',
    step: { ...step, covers: wholeRow(row.id) },
    body: null,
    retryKey: null,
    reply: null,
  };
}

/** A kept file on its way to LINE WORKS, as long as a message there waits for it. */
export function fillUploadRequest(
  context: Context,
  row: OutboxRow,
  { entryId }: UploadMediaErrand,
): Draft {
  if (!isUploadWanted(context, entryId)) return endHead(row, 'cancelled', 'not-wanted');
  const { bridgeBotId: botId } = context.settings;
  const step = { step: 'upload-media' as const, botId, entryId, covers: wholeRow(row.id) };
  return { kind: 'request', step, body: null, retryKey: null, reply: null };
}
