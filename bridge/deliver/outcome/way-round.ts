import type { Context } from '../../../src/context.ts';
import type { Blame } from '../../../src/domain/sender-form.ts';
import { detachRoom } from '../../../src/services/rooms/detach.ts';
import { keepReplyToken } from '../../../src/store/line-users.ts';
import { type OutboxRow, rowsById, updateRow } from '../../../src/store/outbox.ts';
import type { RequestRow } from '../../../src/store/requests.ts';
import { readRoom } from '../../../src/store/talk-rooms.ts';
import type { LineAddress } from '../compose/line/fill.ts';
import { sayWithoutSender } from '../compose/line/without-sender.ts';
import type { Claim } from '../loop/claim.ts';
import { relaysOf } from '../media/plan-upload.ts';
import { useDirectMode } from './keep-answer.ts';
import { renewUpload, sayInWords, sayPlainly, sendAsFile, uploadAnew } from './simpler-form.ts';

/**
 * Some refusals have a way round: a room that is gone is made anew, a room that cannot be made is
 * replaced by the 1:1 room, a batch is sent one by one, what is refused is said in a simpler form.
 *
 * @returns whether the rows stay queued to go another way
 */
export function recoverFromRefusal(
  context: Context,
  claim: Claim,
  rows: readonly OutboxRow[],
  reason: string,
  blames: Blame | null,
): boolean {
  const { step } = claim;
  switch (step.step) {
    case 'create-room':
      useDirectMode(context, step.roomId);
      return true;
    case 'inspect-room': {
      const room = readRoom(context.db, step.roomId);
      if (room !== null) detachRoom(context, room, reason);
      useDirectMode(context, step.roomId);
      return true;
    }
    case 'say-in-channel':
      if (renewUpload(context, rows)) return true;
      if (reason === 'forbidden' || reason === 'not-found') {
        return makeRoomAnew(context, rows, reason);
      }
      if (isFormRefusal(reason) && sendAsFile(context, rows)) return true;
      return reason === 'bad-request' && (sayInWords(context, rows) || sayPlainly(context, rows));
    case 'say-to-member':
      if (renewUpload(context, rows)) return true;
      if (isFormRefusal(reason) && sendAsFile(context, rows)) return true;
      // An id that has died may be told either way.
      if (reason === 'not-found' && uploadAnew(context, rows)) return true;
      return reason === 'bad-request' && (sayPlainly(context, rows) || uploadAnew(context, rows));
    case 'line-say':
      if (reason !== 'bad-request') return false;
      keepToken(context, claim.request, step);
      return sayOtherwiseOnLine(context, claim, rows, blames);
    case 'upload-media': {
      const waiting = relaysOf(context, step.entryId).map(({ row }) => row);
      return isFormRefusal(reason) && sendAsFile(context, waiting);
    }
    case 'check-room':
    case 'line-profile':
    case 'line-answer':
    case 'line-leave':
    case 'leave-channel':
    case 'upload-picture':
    case 'fetch-media':
      return false;
    default:
      return step satisfies never;
  }
}

/** What is refused for what it holds has not used its reply token (line.md §1.7): it is free a while longer. */
function keepToken(
  { db }: Context,
  { replyToken: token, replyReceivedAt: receivedAt }: RequestRow,
  { channelId, lineUserId }: LineAddress,
): void {
  if (token === null || receivedAt === null) return;
  keepReplyToken(db, { token, channelId, lineUserId, receivedAt, occurredAt: receivedAt });
}

const afresh = ({ db }: Context, rows: readonly OutboxRow[]) =>
  rowsById(
    db,
    rows.map(({ id }) => id),
  );

/** What LINE names as the cause goes first; where it names none, one message's form is doubted before its name. */
function sayOtherwiseOnLine(
  context: Context,
  claim: Claim,
  rows: readonly OutboxRow[],
  blames: Blame | null,
): boolean {
  if (rows.length === 1 && blames === null) {
    return (
      sayWithoutSender(context, claim, rows, blames, true) ||
      sayInWords(context, rows) ||
      sayPlainly(context, rows) ||
      sayWithoutSender(context, claim, rows, blames)
    );
  }
  if (sayWithoutSender(context, claim, rows, blames)) return true;
  const again = afresh(context, rows);
  return oneByOne(context, again) || sayInWords(context, again) || sayPlainly(context, again);
}

const isFormRefusal = (reason: string) => reason === 'bad-request' || reason === 'too-large';

/** The bot was thrown out, or the room is gone: the words go to a new room, once (DESIGN §6.3). */
function makeRoomAnew(context: Context, rows: readonly OutboxRow[], reason: string): boolean {
  const [head] = rows;
  if (head === undefined || head.roomId === null || head.moves > 0) return false;
  const room = readRoom(context.db, head.roomId);
  if (room === null || room.state !== 'open') return false;
  detachRoom(context, room, reason);
  for (const row of rows) updateRow(context.db, row.id, { moves: row.moves + 1 });
  return true;
}

/** LINE refuses a batch as a whole (line.md §2.1): alone, only the bad message is refused. */
function oneByOne(context: Context, rows: readonly OutboxRow[]): boolean {
  if (rows.length < 2) return false;
  for (const row of rows) updateRow(context.db, row.id, { moves: row.moves + 1 });
  return true;
}
