import type { Context } from '../../../src/context.ts';
import type { FetchMediaErrand, UploadMediaErrand } from '../../../src/domain/delivery/errand.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import type { NextMove } from '../loop/next-move.ts';
import { wholeRow } from '../loop/platform-call.ts';
import { endIfStopped } from '../loop/what-stops.ts';

/** A file to fetch, unless what is known of it forbids that: then no call is made (DESIGN §6.8). */
export function fillFetchRequest(
  context: Context,
  row: OutboxRow,
  { entryId, from, channelId }: FetchMediaErrand,
): NextMove {
  const end = endIfStopped(context, row);
  if (end !== null) return end;
  const botId = context.settings.bridgeBotId;
  const call = { step: 'fetch-media' as const, from, channelId, botId, entryId };
  return {
    kind: 'request',
    call: { ...call, covers: wholeRow(row.id) },
    body: null,
    retryKey: null,
    reply: null,
  };
}

/** A kept file on its way to LINE WORKS, while a message there waits for it. */
export function fillUploadRequest(
  context: Context,
  row: OutboxRow,
  { entryId }: UploadMediaErrand,
): NextMove {
  const end = endIfStopped(context, row);
  if (end !== null) return end;
  const { bridgeBotId: botId } = context.settings;
  const call = { step: 'upload-media' as const, botId, entryId, covers: wholeRow(row.id) };
  return { kind: 'request', call, body: null, retryKey: null, reply: null };
}
