import type { Context } from '../../../../src/context.ts';
import type { Errand, ShowQrErrand } from '../../../../src/domain/delivery/errand.ts';
import { nextRoomCall, type RoomLaneFacts } from '../../../../src/domain/delivery/next-call.ts';
import type { BotId, MemberId } from '../../../../src/domain/ids.ts';
import { clip, neutraliseMarkup } from '../../../../src/domain/text/text.ts';
import {
  buildChannelBody,
  buildContentBody,
  type WorksContent,
} from '../../../../src/platforms/line-works/outbound.ts';
import { wordsForMember } from '../../../../src/services/say/reader.ts';
import { errandOf, type OutboxRow } from '../../../../src/store/queue/outbox.ts';
import { readRoom, roomModeOf, type TalkRoom } from '../../../../src/store/talks/talk-rooms.ts';
import { endHead, type NextMove } from '../../loop/next-move.ts';
import { type Cover, type PlatformCall, wholeRow } from '../../loop/platform-call.ts';
import { endIfStopped } from '../../loop/what-stops.ts';
import { composeSpeechForWorks, noticeHead, type SpeechHead, WORKS_TEXT_MAX } from './compose.ts';
import { partsOf } from './parts.ts';
import { isDirect, type RoomView } from './room-view.ts';

const TITLE_MAX = 100;

/** A room's lane towards LINE WORKS: the name, the room and its kind come before its words. */
export function fillRoomRequest(
  context: Context,
  view: RoomView,
  rows: readonly OutboxRow[],
  mayMerge: boolean,
): NextMove {
  const { room } = view;
  const [head] = rows;
  if (head === undefined) return { kind: 'nothing' };
  const errand = errandOf(head);
  const { bridgeBotId: botId } = context.settings;
  const end = endIfStopped(context, head);
  if (end !== null) return end;
  const leaves = errand?.do === 'leave-room' ? errand.worksChannelId : null;
  const { id: roomId, channelId, lineUserId, memberId } = room;
  const worksChannelId = leaves ?? room.worksChannelId;
  const nowhere = endHead(head, 'cancelled', 'room-closed');
  const next = nextRoomCall(laneFacts(view, errand));
  switch (next) {
    case 'line-profile':
      return bare({ step: next, channelId, lineUserId });
    case 'create-room':
      return askForRoom(context, view);
    case 'say-to-member': {
      const call = (covers: readonly Cover[]): PlatformCall => ({
        step: next,
        botId,
        memberId,
        covers,
      });
      return say(context, view, rows, call, mayMerge);
    }
    case 'none':
      return nowhere;
    case 'leave-channel':
    case 'inspect-room':
    case 'say-in-channel':
      break;
    default:
      return next satisfies never;
  }
  if (worksChannelId === null) return nowhere;
  if (next === 'inspect-room') return bare({ step: next, botId, roomId, worksChannelId });
  const call = (covers: readonly Cover[]): PlatformCall => ({
    step: next,
    botId,
    worksChannelId,
    covers,
  });
  if (next === 'leave-channel') return bare(call(wholeRow(head.id)));
  return say(context, view, rows, call, mayMerge);
}

function laneFacts({ room, lineUser, mode }: RoomView, errand: Errand | null): RoomLaneFacts {
  const isOwn = errand?.do === 'leave-room' || errand?.do === 'introduce-room';
  // It is asked for again once, before a talk begins.
  const isWanted = lineUser !== null && lineUser.rereadVia !== null && lineUser.rereadTries === 0;
  return {
    head: isOwn ? errand.do : 'say',
    isOpen: room.state === 'open',
    profile: lineUser?.profileAt == null ? 'unasked' : isWanted ? 'wanted' : 'known',
    mode,
    hasRoom: room.worksChannelId !== null,
  };
}

const bare = (call: PlatformCall): Extract<NextMove, { kind: 'request' }> => ({
  kind: 'request',
  call,
  body: null,
  retryKey: null,
  reply: null,
});

function askForRoom(context: Context, { room, lineUserName }: RoomView): NextMove {
  const { id, memberId } = room;
  const title = clip(lineUserName, TITLE_MAX);
  const built = buildChannelBody({ members: [memberId], title });
  if (!built.ok) throw new Error(`A room cannot be asked for: ${built.fault}`);
  const { bridgeBotId: botId } = context.settings;
  return { ...bare({ step: 'create-room', botId, roomId: id }), body: built.body };
}

function say(
  context: Context,
  view: RoomView,
  rows: readonly OutboxRow[],
  toStep: (covers: readonly Cover[]) => PlatformCall,
  mayMerge: boolean,
): NextMove {
  const [head] = rows;
  if (head === undefined) return { kind: 'nothing' };
  const parts = partsOf(context, view, head);
  const part = parts?.[head.progress];
  if (parts === null || part === undefined) return endHead(head, 'refused', 'unbuildable');
  const first: Cover = { rowId: head.id, parts: 1, last: head.progress + 1 >= parts.length };
  const merged =
    mayMerge && first.last && !isDirect(view)
      ? mergeTexts(context, view, part, rows)
      : { content: part, covers: [] };
  const built = buildContentBody(merged.content);
  if (!built.ok) return endHead(head, 'refused', 'unbuildable', built.fault);
  const call = toStep([first, ...merged.covers]);
  return { kind: 'request', call, body: built.body, retryKey: null, reply: null };
}

/** When calls run short, successive texts of one room share a message (DESIGN §6.10). */
function mergeTexts(
  context: Context,
  view: RoomView,
  first: WorksContent,
  [head, ...rows]: readonly OutboxRow[],
): { readonly content: WorksContent; readonly covers: readonly Cover[] } {
  if (head === undefined || first.type !== 'text') return { content: first, covers: [] };
  let { text } = first;
  const covers: Cover[] = [];
  for (const row of rows) {
    // People's words and ours never share a bubble: one would be read as the other.
    if (isOfPerson(row) !== isOfPerson(head)) break;
    const [only, ...more] = partsOf(context, view, row) ?? [];
    if (only?.type !== 'text' || more.length > 0) break;
    // Harmless on their own, two texts could make a mention together.
    const longer = neutraliseMarkup(`${text}\n${only.text}`);
    if (longer.length > WORKS_TEXT_MAX) break;
    text = longer;
    covers.push({ rowId: row.id, parts: 1, last: true });
  }
  return { content: { type: 'text', text }, covers };
}

const isOfPerson = (row: OutboxRow) => errandOf(row)?.do === 'relay';

/** A lane to one person in a bot's 1:1 room. */
export function fillSpeechRequest(context: Context, row: OutboxRow): NextMove {
  const errand = errandOf(row);
  if (errand?.do === 'show-qr') return fillQrRequest(row, errand);
  if (errand?.do !== 'tell-member') return endHead(row, 'refused', 'unbuildable');
  const head = headAmongRelayed(context, errand);
  const parts = composeSpeechForWorks(errand.speech, { ...head, plain: errand.plain });
  const part = parts[row.progress];
  if (part === undefined) return endHead(row, 'refused', 'unbuildable');
  const built = buildContentBody(part);
  if (!built.ok) return endHead(row, 'refused', 'unbuildable', built.fault);
  const covers = [{ rowId: row.id, parts: 1, last: row.progress + 1 >= parts.length }];
  const { botId, memberId } = errand;
  const call: PlatformCall = { step: 'say-to-member', botId, memberId, covers };
  return { kind: 'request', call, body: built.body, retryKey: null, reply: null };
}

/** In direct mode the bridge bot's 1:1 room shows LINE users' words, too. */
function headAmongRelayed(
  context: Context,
  { botId, memberId }: { readonly botId: BotId; readonly memberId: MemberId },
): { readonly head?: SpeechHead } {
  const isAmong =
    botId === context.settings.bridgeBotId && roomModeOf(context.db, memberId) === 'direct';
  return isAmong ? { head: noticeHead(wordsForMember(context, memberId)) } : {};
}

/** The picture first, then the message that shows it. */
function fillQrRequest(row: OutboxRow, { botId, memberId, link, fileId }: ShowQrErrand): NextMove {
  if (fileId === null) {
    const covers = [{ rowId: row.id, parts: 0, last: false }];
    return bare({ step: 'upload-picture', botId, link, covers });
  }
  const built = buildContentBody({ type: 'image', fileId });
  if (!built.ok) return endHead(row, 'refused', 'unbuildable', built.fault);
  const call: PlatformCall = { step: 'say-to-member', botId, memberId, covers: wholeRow(row.id) };
  return { kind: 'request', call, body: built.body, retryKey: null, reply: null };
}

/** The room of the row's lane, if it is a room's lane. */
export function roomOfRow(context: Context, row: OutboxRow): TalkRoom | null {
  return row.roomId === null ? null : readRoom(context.db, row.roomId);
}
