import type { Context } from '../../../src/context.ts';
import { type Errand, goesBeside, type RelayErrand } from '../../../src/domain/delivery/errand.ts';
import {
  isLateLane,
  type Lane,
  lateLane,
  roomLane,
  storedLane,
} from '../../../src/domain/delivery/lane.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { type Content, isMedia } from '../../../src/domain/messages/content.ts';
import { isPromised } from '../../../src/services/files/late-file.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { lineReader, wordsForMember } from '../../../src/services/say/reader.ts';
import { memberNameFor, nameForMember } from '../../../src/services/say/shown-name.ts';
import { errandText } from '../../../src/store/memory/stored-errand.ts';
import { rescheduleLane } from '../../../src/store/queue/lanes.ts';
import {
  queueAgain,
  rowsAside,
  setAside,
  takePlaceAgain,
} from '../../../src/store/queue/late-rows.ts';
import { errandOf, type OutboxRow, rowsById, updateRow } from '../../../src/store/queue/outbox.ts';
import { requestOf } from '../../../src/store/queue/requests.ts';
import { readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';
import type { NextMove } from '../loop/next-move.ts';
import { lacksUpload, planUpload, readErrand, relaysOf, type WaitingRelay } from './plan-upload.ts';

/**
 * Acts on a lane's look at its files: starts missing uploads, notes since when files are waited
 * for, and sets aside those that took too long, so that words go on.
 */
export function waitForFiles(
  context: Context,
  { files, plan }: Extract<NextMove, { kind: 'files' }>,
): void {
  for (const { row, errand } of files) {
    if (row.entryId !== null && lacksUpload(context, { row, errand })) {
      planUpload(context, row.entryId);
    }
    const waitsSince = plan.since.get(row.id);
    if (waitsSince === undefined) continue;
    const chance = plan.chanceOf === row.id ? { hadChance: true as const } : {};
    const noted: RelayErrand = { ...errand, waitsSince, ...chance };
    updateRow(context.db, row.id, { payload: errandText(noted) });
  }
  putAside(
    context,
    files.filter(({ row }) => plan.setAside.includes(row.id)),
  );
}

/** The first message leaves a line in its place, for all. One that has left before leaves none. */
function putAside(context: Context, files: readonly WaitingRelay[]): void {
  const [first] = files;
  const room = first?.row.roomId == null ? null : readRoom(context.db, first.row.roomId);
  if (first === undefined || room === null) return;
  const place = first.errand.late ? null : placeOf(context, room, files);
  for (const { row, errand } of files) {
    const late = errand.late ?? { placeId: first.row.id };
    const lane = lateLane(room.id, errand.to);
    setAside(context.db, row, lane, { ...errand, late }, row === first.row ? place : null);
  }
}

/** The line that stands for late files until they come, in its reader's words. */
function placeOf(context: Context, room: TalkRoom, files: readonly WaitingRelay[]): Errand {
  const keepsPlaceOf = files.flatMap(({ row }) => row.entryId ?? []);
  const contents = keepsPlaceOf.flatMap((entryId) => readContent(context.db, entryId) ?? []);
  if (files[0]?.errand.to === 'line') {
    const reader = lineReader(context, room.lineUserId);
    const { words } = reader;
    const member = memberNameFor(context, room.memberId, reader);
    return {
      do: 'tell-line-user',
      channelId: room.channelId,
      lineUserId: room.lineUserId,
      speech: { text: words.line.fileComing(member, listOf(words, contents)) },
      notice: 'file-coming',
      replyOnly: false,
      aboutRoomId: room.id,
      keepsPlaceOf,
    };
  }
  const words = wordsForMember(context, room.memberId);
  const user = nameForMember(context, room);
  const text = words.room.fileComing(user, listOf(words, contents));
  return { do: 'tell-room', speech: { text }, farewell: false, keepsPlaceOf };
}

/** 動画、画像（3件） */
function listOf({ kinds }: Words, contents: readonly Content[]): string {
  const counts = new Map<string, number>();
  for (const content of contents) {
    if (!isMedia(content)) continue;
    const name = kinds.names[content.kind];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => kinds.several(name, count)).join(kinds.between);
}

/**
 * A file has come in, has been uploaded, or never will be: rows that wait for it move on. A message
 * set aside goes to the end of its lane, or to its old place unless its reader has been told that
 * it is late.
 */
export function moveOn(context: Context, entryId: EntryId): void {
  for (const relay of relaysOf(context, entryId)) {
    if (lacksUpload(context, relay)) planUpload(context, entryId);
    else if (isLateLane(relay.row.lane)) bringBack(context, relay);
    else wake(context, storedLane(relay.row.lane));
  }
}

/**
 * After a start: whatever became of their files, messages that stand aside are looked at again.
 *
 * @returns those that cannot be read, such as another version's: no lane ever stumbles over them
 */
export function bringAllBack(context: Context): readonly OutboxRow[] {
  return rowsAside(context.db).flatMap((row) => {
    const errand = readErrand(row);
    if (errand?.do === 'relay') bringBack(context, { row, errand });
    return errand === null ? row : [];
  });
}

function bringBack(context: Context, { row, errand }: WaitingRelay): void {
  if (row.roomId === null) return;
  const now = context.clock.now();
  const lane = roomLane(row.roomId, errand.to);
  const place = placeToTake(context, row, errand);
  if (place === null) queueAgain(context.db, row, lane, errand, now);
  else {
    const { late: _late, ...onTime } = errand;
    takePlaceAgain(context.db, row, place, onTime, now);
  }
  wake(context, lane);
}

/** The line that stands for this message alone and has not been said. */
function placeToTake(context: Context, row: OutboxRow, { late }: RelayErrand): OutboxRow | null {
  const [place] = late === undefined ? [] : rowsById(context.db, [late.placeId]);
  if (place?.state !== 'queued' || isPromised(context, late)) return null;
  // A line that cannot be read is the fault of its own lane.
  const entries = placesOf(readErrand(place));
  return entries.length === 1 && entries[0] === row.entryId ? place : null;
}

/** Wakes a lane; a request that waits for its next attempt keeps its pause. */
export function wake(context: Context, lane: Lane): void {
  if (requestOf(context.db, lane) === null) rescheduleLane(context.db, lane, context.clock.now());
}

/** The messages whose places a row keeps; empty: it says something else. */
export const placesIn = (row: OutboxRow): readonly EntryId[] => placesOf(errandOf(row));

const placesOf = (errand: Errand | null): readonly EntryId[] =>
  errand !== null && 'keepsPlaceOf' in errand ? (errand.keepsPlaceOf ?? []) : [];

/** Whether the messages a line keeps a place for are all settled. */
export const isNeedlessPlace = (context: Context, row: OutboxRow): boolean => {
  const entries = placesIn(row);
  return (
    entries.length > 0 &&
    entries.every((entryId) => !relaysOf(context, entryId).some(({ errand }) => errand.late))
  );
};

/** Beside no other row, it rests. */
export const restsAlone = (row: OutboxRow): boolean => goesBeside(errandOf(row));
