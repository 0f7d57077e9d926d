import type { Context } from '../../../../src/context.ts';
import type { EndReason } from '../../../../src/domain/delivery/end-reason.ts';
import { ERRAND_CLASS } from '../../../../src/domain/delivery/errand.ts';
import type { ChannelId, LineUserId } from '../../../../src/domain/ids.ts';
import { isMedia } from '../../../../src/domain/messages/content.ts';
import {
  buildPushBody,
  buildReplyBody,
  type LineMessage,
  MESSAGES_PER_REQUEST,
} from '../../../../src/platforms/line/outbound.ts';
import { lateFileText } from '../../../../src/services/files/late-file.ts';
import { keptMedia } from '../../../../src/services/files/links.ts';
import { mayPushNotice, QUOTA_KEPT } from '../../../../src/services/pushes/month.ts';
import { readContent } from '../../../../src/services/say/read-content.ts';
import { isSenderRefused } from '../../../../src/services/say/sender.ts';
import { readMedia } from '../../../../src/store/files/media.ts';
import { keepReplyToken, takeReplyToken } from '../../../../src/store/line/line-users.ts';
import { readAccount } from '../../../../src/store/line/official-accounts.ts';
import { errandOf, type OutboxRow } from '../../../../src/store/queue/outbox.ts';
import type { TalkRoom } from '../../../../src/store/talks/talk-rooms.ts';
import { endHead, type NextMove } from '../../loop/next-move.ts';
import type { Cover } from '../../loop/platform-call.ts';
import { endIfStopped } from '../../loop/what-stops.ts';
import { restsAlone } from '../../media/late-files.ts';
import { composeForLine, composeSpeechForLine } from './compose.ts';
import { awaitsProfile, speechOf } from './language.ts';
import { goodSince } from './reply-window.ts';

/** What a row says on LINE, or why it no longer says anything. */
type LineWords =
  | { readonly ok: true; readonly messages: readonly LineMessage[] }
  | { readonly ok: false; readonly state: 'cancelled' | 'refused'; readonly reason: EndReason };

export interface LineAddress {
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
}

const addressOf = ({ channelId, lineUserId }: LineAddress): LineAddress => ({
  channelId,
  lineUserId,
});

/**
 * Adjacent messages of a lane go in one request, which costs one of the month's messages (§2.6).
 *
 * @param room whose lane it is; null: the lane of what the bridge itself says to a LINE user
 */
export function fillLineRequest(
  context: Context,
  address: LineAddress,
  room: TalkRoom | null,
  rows: readonly OutboxRow[],
): NextMove {
  if (awaitsProfile(context, rows[0])) {
    // From here on in the LINE user's language. Asked once, not per message (DESIGN §11).
    const call = { step: 'line-profile' as const, ...addressOf(address) };
    return { kind: 'request', call, body: null, retryKey: null, reply: null };
  }
  if (rows.every(restsAlone)) return { kind: 'rest' };
  const messages: LineMessage[] = [];
  const covers: Cover[] = [];
  for (const row of rows) {
    if (covers.length > 0 && awaitsProfile(context, row)) break;
    const words = wordsOfRow(context, room, row);
    if (!words.ok) {
      // Rows before this one go first; it is read again as the head.
      if (covers.length > 0) break;
      return endHead(row, words.state, words.reason);
    }
    const rest = words.messages.slice(row.progress);
    const left = MESSAGES_PER_REQUEST - messages.length;
    if (left <= 0 || (covers.length > 0 && rest.length > left)) break;
    const taken = rest.slice(0, left);
    messages.push(...taken);
    covers.push({ rowId: row.id, parts: taken.length, last: taken.length === rest.length });
    // A row that had a batch refused goes alone, so that it takes no other down with it.
    if (row.moves > 0 || replyOnly(row) !== replyOnly(rows[0])) break;
  }
  return choosePath(context, address, rows, messages, covers);
}

const replyOnly = (row: OutboxRow | undefined) => {
  const errand = row && errandOf(row);
  return errand?.do === 'tell-line-user' && errand.replyOnly;
};

function wordsOfRow(context: Context, room: TalkRoom | null, row: OutboxRow): LineWords {
  const stop = endIfStopped(context, row);
  if (stop !== null) return { ok: false, state: stop.state, reason: stop.reason };
  const errand = errandOf(row);
  if (errand?.do === 'tell-line-user') {
    const speech = speechOf(context, errand);
    const withoutName = errand.withoutName ?? isSenderRefused(context, speech);
    return { ok: true, messages: composeSpeechForLine(speech, { ...errand, withoutName }) };
  }
  if (errand?.do !== 'relay' || row.entryId === null || room === null) {
    return { ok: false, state: 'refused', reason: 'unbuildable' };
  }
  const content = readContent(context.db, row.entryId);
  if (content === null) throw new Error('It would have been stopped.');
  const media = isMedia(content) ? keptMedia(readMedia(context.db, row.entryId)) : null;
  const messages = composeForLine(context, room, content, media, errand);
  if (messages.length === 0) return { ok: false, state: 'refused', reason: 'unbuildable' };
  if (errand.late === undefined || media === null) return { ok: true, messages };
  const text = lateFileText(context, room, row.entryId, 'line', 'lateFile');
  return { ok: true, messages: [{ type: 'text', text }, ...messages] };
}

/** Prefers a fresh reply token, which is free; else a push with its own key, while quota lasts. */
function choosePath(
  context: Context,
  address: LineAddress,
  rows: readonly OutboxRow[],
  messages: readonly LineMessage[],
  covers: readonly Cover[],
): NextMove {
  const [head] = rows;
  if (head === undefined) return { kind: 'nothing' };
  const call = { step: 'line-say' as const, ...address, covers };
  const now = context.clock.now();
  const { receivedAfter, occurredAfter } = goodSince(now);
  const token = takeReplyToken(
    context.db,
    address.channelId,
    address.lineUserId,
    receivedAfter,
    occurredAfter,
  );
  if (token !== null) {
    const built = buildReplyBody(token.token, messages);
    if (!built.ok) {
      keepReplyToken(context.db, token);
      return endHead(head, 'refused', 'unbuildable', built.fault);
    }
    return {
      kind: 'request',
      call,
      body: built.body,
      retryKey: null,
      reply: { token: token.token, receivedAt: token.receivedAt },
    };
  }
  if (replyOnly(head)) return endHead(head, 'cancelled', 'no-reply-token');
  const resumesAt = readAccount(context.db, address.channelId)?.quotaResumesAt ?? null;
  if (resumesAt !== null && now < resumesAt) return endHead(head, 'refused', 'quota');
  if (isNoticeAlone(rows, covers) && !mayPushNotice(context, address.channelId)) {
    return endHead(head, 'cancelled', QUOTA_KEPT);
  }
  const built = buildPushBody(address.lineUserId, messages);
  if (!built.ok) return endHead(head, 'refused', 'unbuildable', built.fault);
  return { kind: 'request', call, body: built.body, retryKey: context.chance.uuid(), reply: null };
}

/** Whether a push holds notices only: beside a person's words or an answer a notice is free. */
function isNoticeAlone(rows: readonly OutboxRow[], covers: readonly Cover[]): boolean {
  const carried = new Set(covers.map((cover) => cover.rowId));
  return rows.every((row) => !carried.has(row.id) || row.class === ERRAND_CLASS.notice);
}
