import {
  type BotId,
  type ChannelId,
  channelId,
  type LineUserId,
  lineUserId,
  type MemberId,
  memberId,
  botId as toBotId,
  type WorksChannelId,
  worksChannelId,
} from '../../src/domain/ids.ts';
import * as lenient from '../../src/platforms/lenient.ts';
import type { InboxRow } from '../../src/store/queue/inbox.ts';

/** The person who did something and waits for an answer. */
export type Writer =
  | {
      readonly side: 'line';
      readonly channelId: ChannelId;
      readonly lineUserId: LineUserId;
      /** Null: there is no free answer. */
      readonly replyToken: string | null;
      readonly occurredAt: number;
      readonly did: Deed;
    }
  | {
      /** A user whom LINE does not name: only the message itself can be answered (line.md §1.4). */
      readonly side: 'line';
      readonly channelId: ChannelId;
      readonly lineUserId: null;
      readonly replyToken: string;
      readonly occurredAt: number;
      readonly did: 'message';
    }
  | {
      readonly side: 'line-works';
      readonly botId: BotId;
      readonly memberId: MemberId;
      /** Null in a bot's 1:1 room for messages. */
      readonly channelId: WorksChannelId | null;
      readonly text: string | null;
      readonly did: Deed;
    };

type Deed = 'message' | 'press';

/**
 * The person who waits for an answer to this event, read from its bare body alone: the event
 * readers may be what failed. Null: the event has no writer, or one who may not be answered.
 */
export function writerOf(
  row: Pick<InboxRow, 'platform' | 'account' | 'verdict' | 'body' | 'receivedAt'>,
) {
  if (row.verdict !== 'act') return null;
  const event = jsonOf(row.body);
  const did = deedOf(event);
  if (did === null) return null;
  return row.platform === 'line' ? lineWriter(row, event, did) : worksWriter(row, event, did);
}

function lineWriter(
  row: Pick<InboxRow, 'account' | 'receivedAt'>,
  event: unknown,
  did: Deed,
): Writer | null {
  const userId = idIn(event, 'source', 'userId');
  // A group talks among itself, and another module answers a standby event.
  const isOneToOne = at(event, 'source', 'type') === 'user' && at(event, 'mode') !== 'standby';
  if (!isOneToOne) return null;
  const timestamp = at(event, 'timestamp');
  const occurredAt = Number.isSafeInteger(timestamp)
    ? lenient.notAhead(Number(timestamp), row.receivedAt)
    : row.receivedAt;
  const replyToken = lenient.readToken(at(event, 'replyToken'));
  const chat = { side: 'line', channelId: channelId(row.account), occurredAt } as const;
  if (userId !== null) return { ...chat, lineUserId: lineUserId(userId), replyToken, did };
  return replyToken === null || did !== 'message'
    ? null
    : { ...chat, lineUserId: null, replyToken, did };
}

function worksWriter(row: Pick<InboxRow, 'account'>, event: unknown, did: Deed): Writer | null {
  const userId = idIn(event, 'source', 'userId');
  if (userId === null) return null;
  const room = idIn(event, 'source', 'channelId');
  const text = at(event, 'content', 'text');
  return {
    side: 'line-works',
    botId: toBotId(row.account),
    memberId: memberId(userId),
    channelId: room === null ? null : worksChannelId(room),
    text: typeof text === 'string' && text !== '' ? text : null,
    did,
  };
}

/** Only deliberate acts are answered. A LINE WORKS button may carry text, too. */
function deedOf(event: unknown): Deed | null {
  const type = at(event, 'type');
  if (type === 'postback') return 'press';
  if (type !== 'message') return null;
  const data = at(event, 'content', 'postback');
  return typeof data === 'string' && data !== '' ? 'press' : 'message';
}

const idIn = (event: unknown, ...path: readonly string[]): string | null =>
  lenient.readId(at(event, ...path));

/** The value at a path of some JSON; undefined if there is no such path. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );
}

function jsonOf(body: string | null): unknown {
  try {
    return JSON.parse(body ?? 'null');
  } catch {
    return undefined;
  }
}
