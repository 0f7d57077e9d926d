import type { Context } from '../../context.ts';
import { ERRAND_CLASS, type Late, type RelayErrand } from '../../domain/delivery/errand.ts';
import { storedLane } from '../../domain/delivery/lane.ts';
import type { EntryId } from '../../domain/ids.ts';
import { formatTime } from '../../domain/jst.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import { type OutboxRow, rowsById } from '../../store/queue/outbox.ts';
import { requestOf } from '../../store/queue/requests.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { lineReader, wordsForMember } from '../say/reader.ts';
import { tellLineUser, tellRoom } from '../say/say.ts';
import { memberNameFor, nameForMember } from '../say/shown-name.ts';

/** Whether the receiver has been told, or may have been, that a message's file follows. */
export function isPromised({ db }: Context, late: Late | undefined): boolean {
  const [place] = late === undefined ? [] : rowsById(db, [late.placeId]);
  if (place === undefined) return false;
  if (place.state !== 'queued') return place.state === 'sent' || place.state === 'uncertain';
  return requestOf(db, storedLane(place.lane))?.rowIds.includes(place.id) ?? false;
}

/** Describes a late file to its receiver: whose it is, since when, and of what kind. */
export function lateFileText(
  context: Context,
  room: TalkRoom,
  entryId: EntryId,
  to: RelayErrand['to'],
  say: 'lateFile' | 'fileNotComing',
): string {
  const at = formatTime(entryOf(context.db, entryId)?.at ?? 0, context.clock.now());
  if (to === 'line') {
    const reader = lineReader(context, room.lineUserId);
    const kind = kindOf(context, reader.words, entryId);
    const member = memberNameFor(context, room.memberId, reader);
    return reader.words.line[say](member, at, kind);
  }
  const words = wordsForMember(context, room.memberId);
  return words.room[say](nameForMember(context, room), at, kindOf(context, words, entryId));
}

function kindOf({ db }: Context, { kinds }: Words, entryId: EntryId): string {
  const kind = entryOf(db, entryId)?.kind ?? 'file';
  return isFileKind(kind) ? kinds.names[kind] : kinds.names.file;
}

const isFileKind = (kind: string) =>
  kind === 'image' || kind === 'video' || kind === 'audio' || kind === 'file';

/** Tells a receiver who was promised a file that it is not coming. */
export function tellNotComing(
  context: Context,
  room: TalkRoom,
  { entryId }: Pick<OutboxRow, 'entryId'>,
  { to, late }: RelayErrand,
): void {
  if (entryId === null || !isPromised(context, late)) return;
  const text = lateFileText(context, room, entryId, to, 'fileNotComing');
  if (to === 'line') {
    tellLineUser(context, room, 'file-not-coming', { text }, { roomId: room.id });
    return;
  }
  // Sent even while the talk is ending: it comes before the goodbye.
  tellRoom(context, room.id, { text }, { farewell: true, class: ERRAND_CLASS.notice });
}
