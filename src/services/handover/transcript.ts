import type { Context } from '../../context.ts';
import { ERRAND_CLASS, type TranscriptErrand } from '../../domain/delivery/errand.ts';
import { roomLane } from '../../domain/delivery/lane.ts';
import type { EntryId } from '../../domain/ids.ts';
import { formatInstant } from '../../domain/jst.ts';
import { besideEntry, nameInEntry } from '../../domain/text/lines.ts';
import { stripDirectMark } from '../../domain/text/names.ts';
import { breakNoticeHeads } from '../../domain/text/notice-head.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import { saidIn } from '../../store/audit/file-names.ts';
import { lastDelivery, lastMessages } from '../../store/audit/transcripts.ts';
import { queueErrand } from '../../store/queue/outbox.ts';
import { roomsOfLineUser, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { wordsForMember } from '../say/reader.ts';
import { memberNameIn, nameForMember } from '../say/shown-name.ts';

const MOST_MESSAGES = 20;
/** A LINE WORKS text takes 2000; an erased message may read longer than it was before. */
const UNITS_PER_TEXT = 1800;

/**
 * Heads a successor's room with the customer's last messages with the former member (DESIGN §6.7).
 * The errands name entries: the words are stored once, and erased ones are shown as erased.
 */
export function queueTranscript(
  context: Context,
  from: TalkRoom,
  successor: TalkRoom,
  except: ReadonlySet<EntryId>,
): void {
  const entryIds = lastMessages(context.db, formerRooms(context, from), except, MOST_MESSAGES);
  const heading = { from: from.memberId };
  const texts = chunked(context, successor, entryIds);
  if (texts.length === 0) texts.push([]);
  for (const [index, ids] of texts.entries()) {
    queueLines(context, successor, ids, index === 0 ? heading : null);
  }
}

/** Lines of a transcript; without a heading they continue the lines before. */
export function queueLines(
  context: Context,
  successor: TalkRoom,
  entryIds: readonly EntryId[],
  heading: TranscriptErrand['heading'] = null,
): void {
  queueErrand(
    context.db,
    {
      lane: roomLane(successor.id, 'line-works'),
      platform: 'line-works',
      class: ERRAND_CLASS.notice,
      roomId: successor.id,
      errand: { do: 'transcript', heading, entryIds },
    },
    context.clock.now(),
  );
}

/** The customer's rooms with this member, and the rooms that those took over. */
function formerRooms(context: Context, from: TalkRoom) {
  const all = roomsOfLineUser(context.db, from.channelId, from.lineUserId);
  const ids = new Set(all.filter((room) => room.memberId === from.memberId).map((room) => room.id));
  for (let before = 0; before < ids.size; ) {
    before = ids.size;
    for (const room of all) {
      if (room.successorId !== null && ids.has(room.successorId)) ids.add(room.id);
    }
  }
  return [...ids];
}

function chunked(context: Context, room: TalkRoom, entryIds: readonly EntryId[]): EntryId[][] {
  const words = wordsForMember(context, room.memberId);
  const texts: EntryId[][] = [];
  let units = UNITS_PER_TEXT;
  for (const entryId of entryIds) {
    const length = lineOf(context, room, words, entryId).length + 1;
    if (units + length > UNITS_PER_TEXT) {
      texts.push([]);
      units = 0;
    }
    texts.at(-1)?.push(entryId);
    units += length;
  }
  return texts;
}

/** One text of a transcript, in its reader's words. */
export function transcriptText(context: Context, room: TalkRoom, errand: TranscriptErrand): string {
  const all = wordsForMember(context, room.memberId);
  const words = all.room;
  const { heading } = errand;
  const lines = errand.entryIds.map((entryId) => lineOf(context, room, all, entryId));
  if (heading === null) return lines.join('\n');
  const name = memberNameIn(context, heading.from, all);
  const title = lines.length === 0 ? words.transcriptEmpty(name) : words.transcript(name);
  return [title, ...lines].join('\n');
}

/** One line per message: a message of several lines cannot pass for several messages. */
function lineOf(context: Context, room: TalkRoom, all: Words, entryId: EntryId): string {
  const words = all.room;
  const entry = entryOf(context.db, entryId);
  if (entry === null) return words.transcriptErased;
  const speaker =
    entry.direction === 'out'
      ? memberNameIn(context, entry.memberId ?? room.memberId, all)
      : nameForMember(context, room);
  const said = saidIn(context.db, entryId);
  const text =
    said === null ? words.transcriptErased : besideEntry(breakNoticeHeads(stripDirectMark(said)));
  return `[${formatInstant(entry.at)}] ${nameInEntry(speaker)}: ${text}${markOf(context, entryId, entry.direction, words)}`;
}

/** Marks an answer that the customer never had, so that it does not read as delivered. */
function markOf(
  context: Context,
  entryId: EntryId,
  direction: 'in' | 'out' | null,
  words: ReturnType<typeof wordsForMember>['room'],
): string {
  const outcome = lastDelivery(context.db, entryId);
  if (outcome === 'uncertain') return words.transcriptUncertain;
  const failed = outcome === 'refused' || outcome === 'exhausted' || outcome === 'cancelled';
  return direction === 'out' && failed ? words.transcriptUndelivered : '';
}
