import type { Context } from '../../../src/context.ts';
import type { FetchMediaErrand, UploadMediaErrand } from '../../../src/domain/errand.ts';
import type { OutboxRow } from '../../../src/store/outbox.ts';
import type { Draft } from '../loop/draft.ts';
import { wholeRow } from '../loop/step.ts';
import { endIfStopped } from '../loop/what-stops.ts';

/** A file to be fetched, unless what is known of it forbids that: then nothing is asked for (DESIGN §6.8). */
export function fillFetchRequest(
  context: Context,
  row: OutboxRow,
  { entryId, from, channelId }: FetchMediaErrand,
): Draft {
  const end = endIfStopped(context, row);
  if (end !== null) return end;
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
  const end = endIfStopped(context, row);
  if (end !== null) return end;
  const { bridgeBotId: botId } = context.settings;
  const step = { step: 'upload-media' as const, botId, entryId, covers: wholeRow(row.id) };
  return { kind: 'request', step, body: null, retryKey: null, reply: null };
}
