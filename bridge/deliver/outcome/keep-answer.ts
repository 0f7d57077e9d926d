import type { Context } from '../../../src/context.ts';
import type { MediaUpload } from '../../../src/domain/delivery/errand.ts';
import {
  type EntryId,
  type MemberId,
  entryId as toEntryId,
  type WorksChannelId,
} from '../../../src/domain/ids.ts';
import { keepMedia } from '../../../src/services/files/keep.ts';
import { keepProfile } from '../../../src/services/line-users/keep-profile.ts';
import { storeCreatedRoom } from '../../../src/services/rooms/store-created.ts';
import { errandText } from '../../../src/store/memory/stored-errand.ts';
import { changeLinkMember } from '../../../src/store/people/link-members.ts';
import { directRoomOwner } from '../../../src/store/people/members.ts';
import { errandOf, type OutboxRow, rowsById, updateRow } from '../../../src/store/queue/outbox.ts';
import { saveLineMessage } from '../../../src/store/talks/line-messages.ts';
import {
  changeRoom,
  readRoom,
  roomByWorksChannel,
  roomModeOf,
} from '../../../src/store/talks/talk-rooms.ts';
import type { Answer } from '../loop/answer.ts';
import type { Claim } from '../loop/claim.ts';
import { coversOf } from '../loop/platform-call.ts';
import { relaysOf } from '../media/plan-upload.ts';
import { rememberRefusedNames } from './refused-names.ts';

/** Keeps the answer of a successful call. */
export function keepAnswer(context: Context, claim: Claim, answer: Answer): void {
  const { call } = claim;
  switch (answer.of) {
    case 'line-profile':
      if (call.step !== 'line-profile') return;
      keepProfile(context, call.lineUserId, answer.profile);
      return;
    case 'create-room':
      if (call.step === 'create-room') keepRoom(context, call.roomId, answer.worksChannelId);
      return;
    case 'inspect-room':
      if (call.step === 'inspect-room') keepMode(context, call.roomId, answer.channel.channelType);
      return;
    case 'line-say':
      keepMessageIds(context, claim, answer.sent.messageIds);
      return;
    case 'upload-picture':
      keepFileId(context, claim, answer.fileId);
      return;
    case 'fetch-media':
      if (call.step === 'fetch-media') keepMedia(context, call.entryId, answer.taken);
      return;
    case 'upload-media':
      if (call.step === 'upload-media') keepUpload(context, call.entryId, answer.upload);
      return;
    case 'check-room':
    case 'done':
      return;
    default:
      answer satisfies never;
  }
}

/** A room that belongs to a talk already is the 1:1 room in disguise: direct mode (DESIGN §6.3). */
function keepRoom(
  context: Context,
  roomId: Parameters<typeof readRoom>[1],
  worksChannelId: Parameters<typeof roomByWorksChannel>[1],
): void {
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  const holder = roomByWorksChannel(context.db, worksChannelId);
  const isTaken = holder !== null && holder.id !== roomId;
  // Several may have been asked for at once: each gives it up, or the bot would leave it some day.
  if (isTaken && holder.memberId === room.memberId) useDirectMode(context, holder.id);
  if (isTaken || isOneToOne(context, room.memberId, worksChannelId)) {
    useDirectMode(context, roomId);
    return;
  }
  storeCreatedRoom(context, room, worksChannelId);
}

const isOneToOne = (context: Context, memberId: MemberId, worksChannelId: WorksChannelId) =>
  roomModeOf(context.db, memberId) === 'direct' ||
  directRoomOwner(context.db, context.settings.bridgeBotId, worksChannelId) !== null;

function keepMode(context: Context, roomId: Parameters<typeof readRoom>[1], type: string): void {
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  if (type === 'SINGLE_USER') useDirectMode(context, roomId);
  else changeLinkMember(context.db, room.memberId, { roomMode: 'room' });
}

/** From now on the bot's 1:1 room holds all of this member's talks. */
export function useDirectMode(context: Context, roomId: Parameters<typeof readRoom>[1]): void {
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  changeRoom(context.db, roomId, { worksChannelId: null });
  changeLinkMember(context.db, room.memberId, { roomMode: 'direct' });
}

/** The row holds the id from now on; an upload without a message expires (line-works.md §4). */
function keepFileId(context: Context, claim: Claim, fileId: string): void {
  for (const row of rowsById(context.db, claim.request.rowIds)) {
    const errand = errandOf(row);
    if (errand?.do !== 'show-qr') continue;
    updateRow(context.db, row.id, { payload: errandText({ ...errand, fileId }) });
  }
}

function keepUpload(context: Context, entryId: EntryId, upload: MediaUpload): void {
  for (const { row, errand } of relaysOf(context, entryId)) {
    if (errand.to !== 'line-works') continue;
    updateRow(context.db, row.id, { payload: errandText({ ...errand, upload }) });
  }
}

/** The author of a message's words; a notice in a member's name is only about its room. */
function aboutOf(context: Context, row: OutboxRow) {
  const errand = errandOf(row);
  if (errand?.do === 'relay' && row.entryId !== null) {
    return { entryId: row.entryId, roomId: row.roomId };
  }
  if (errand?.do !== 'tell-line-user' || errand.aboutRoomId === null) return null;
  const room = readRoom(context.db, errand.aboutRoomId);
  return room && { entryId: toEntryId(room.openedEntry), roomId: room.id };
}

/** A quote will name our messages by LINE's ids; that LINE took them is news about names, too. */
function keepMessageIds(context: Context, claim: Claim, messageIds: readonly string[]): void {
  const { call } = claim;
  if (call.step !== 'line-say') return;
  const { channelId, lineUserId } = call;
  const all = rowsById(context.db, claim.request.rowIds);
  rememberRefusedNames(context, all);
  const rows = new Map(all.map((row) => [row.id, row]));
  let next = 0;
  for (const cover of coversOf(claim.call)) {
    const row = rows.get(cover.rowId);
    const about = row && aboutOf(context, row);
    for (const messageId of messageIds.slice(next, next + cover.parts)) {
      if (!about) continue;
      const name = { messageId, channelId, lineUserId };
      saveLineMessage(context.db, name, { ...about, inboxId: null });
    }
    next += cover.parts;
  }
}
