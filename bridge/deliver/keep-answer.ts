import type { Context } from '../../src/context.ts';
import type { MediaUpload } from '../../src/domain/errand.ts';
import { keepMedia } from '../../src/services/keep-media.ts';
import { storeCreatedRoom } from '../../src/services/store-created-room.ts';
import { saveLineMessage } from '../../src/store/line-messages.ts';
import { saveProfile } from '../../src/store/line-users.ts';
import { changeLinkMember } from '../../src/store/link-members.ts';
import { errandOf, rowsById, updateRow } from '../../src/store/outbox.ts';
import { changeRoom, readRoom, roomByWorksChannel } from '../../src/store/talk-rooms.ts';
import type { Answer } from './call.ts';
import type { Claim } from './claim.ts';
import { coversOf } from './step.ts';

/** Keeps what a successful call told us. */
export function keepAnswer(context: Context, claim: Claim, answer: Answer): void {
  const { step } = claim;
  switch (answer.of) {
    case 'line-profile':
      if (step.step !== 'line-profile') return;
      saveProfile(context.db, step.lineUserId, answer.profile, context.clock.now());
      return;
    case 'create-room':
      if (step.step === 'create-room') keepRoom(context, step.roomId, answer.worksChannelId);
      return;
    case 'inspect-room':
      if (step.step === 'inspect-room') keepMode(context, step.roomId, answer.channel.channelType);
      return;
    case 'line-say':
      keepMessageIds(context, claim, answer.sent.messageIds);
      return;
    case 'upload-picture':
      keepFileId(context, claim, answer.fileId);
      return;
    case 'fetch-media':
      if (step.step === 'fetch-media') keepMedia(context, step.entryId, answer.taken);
      return;
    case 'upload-media':
      keepUpload(context, claim, answer.upload);
      return;
    case 'done':
      return;
    default:
      answer satisfies never;
  }
}

/** A room that is somebody's already is the 1:1 room in disguise: direct mode (DESIGN §6.3). */
function keepRoom(
  context: Context,
  roomId: Parameters<typeof readRoom>[1],
  worksChannelId: Parameters<typeof roomByWorksChannel>[1],
): void {
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  const holder = roomByWorksChannel(context.db, worksChannelId);
  if (holder !== null && holder.id !== roomId) {
    useDirectMode(context, roomId);
    return;
  }
  storeCreatedRoom(context, room, worksChannelId);
}

function keepMode(context: Context, roomId: Parameters<typeof readRoom>[1], type: string): void {
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  if (type === 'SINGLE_USER') useDirectMode(context, roomId);
  else changeLinkMember(context.db, room.memberId, { roomMode: 'room' });
}

/** From now on this member's LINE users are all kept in the bot's 1:1 room. */
export function useDirectMode(context: Context, roomId: Parameters<typeof readRoom>[1]): void {
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  changeRoom(context.db, roomId, { worksChannelId: null, creatingSince: null });
  changeLinkMember(context.db, room.memberId, { roomMode: 'direct' });
}

/** The row says it from now on; an upload that nobody refers to dies by itself (line-works.md §4). */
function keepFileId(context: Context, claim: Claim, fileId: string): void {
  for (const row of rowsById(context.db, claim.request.rowIds)) {
    const errand = errandOf(row);
    if (errand?.do !== 'show-qr') continue;
    updateRow(context.db, row.id, { payload: JSON.stringify({ ...errand, fileId }) });
  }
}

function keepUpload(context: Context, claim: Claim, upload: MediaUpload): void {
  for (const row of rowsById(context.db, claim.request.rowIds)) {
    const errand = errandOf(row);
    if (errand?.do !== 'relay') continue;
    updateRow(context.db, row.id, { payload: JSON.stringify({ ...errand, upload }) });
  }
}

/** What LINE calls our messages is what a quote of them will name. */
function keepMessageIds(context: Context, claim: Claim, messageIds: readonly string[]): void {
  const rows = new Map(rowsById(context.db, claim.request.rowIds).map((row) => [row.id, row]));
  let next = 0;
  for (const cover of coversOf(claim.step)) {
    const row = rows.get(cover.rowId);
    for (const messageId of messageIds.slice(next, next + cover.parts)) {
      if (row?.entryId != null && errandOf(row)?.do === 'relay') {
        saveLineMessage(context.db, messageId, row.entryId, row.roomId, null);
      }
    }
    next += cover.parts;
  }
}
