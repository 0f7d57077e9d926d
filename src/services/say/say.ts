import { adminBotOf, type Context } from '../../context.ts';
import {
  ERRAND_CLASS,
  type ErrandClass,
  isWaitingNotice,
  type LineNotice,
} from '../../domain/delivery/errand.ts';
import { lineUserLane, memberLane, roomLane } from '../../domain/delivery/lane.ts';
import type {
  BotId,
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { pressIn } from '../../domain/messages/press.ts';
import type { Button, Speech } from '../../domain/messages/speech.ts';
import { readLineUser } from '../../store/line/line-users.ts';
import { languageOfMember } from '../../store/link.ts';
import { queueErrand } from '../../store/queue/outbox.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import { adminsToAlert } from '../roles/roles.ts';
import { lineReader, type Reader, readerOf, wordsForMember } from './reader.ts';

/** Queues an entry's words for the other side of its room. */
export function relayEntry(
  context: Context,
  roomId: TalkRoomId,
  entryId: EntryId,
  to: 'line' | 'line-works',
  quotedEntryId: EntryId | null,
): void {
  queueErrand(
    context.db,
    {
      lane: roomLane(roomId, to),
      platform: to,
      class: ERRAND_CLASS.relayed,
      roomId,
      entryId,
      errand: { do: 'relay', to, quotedEntryId, inWords: false },
    },
    context.clock.now(),
  );
}

/** Says something in a room's LINE WORKS side (in direct mode: in the member's 1:1 room). */
export function tellRoom(
  context: Context,
  roomId: TalkRoomId,
  speech: Speech,
  options: { readonly farewell?: boolean; readonly class?: ErrandClass } = {},
): void {
  queueErrand(
    context.db,
    {
      lane: roomLane(roomId, 'line-works'),
      platform: 'line-works',
      class: options.class ?? ERRAND_CLASS.answer,
      roomId,
      errand: {
        do: 'tell-room',
        speech: markedFor(context, speech, () => readRoom(context.db, roomId)?.memberId ?? null),
        farewell: options.farewell ?? false,
      },
    },
    context.clock.now(),
  );
}

/**
 * Says the end of a direct-mode talk in the member's 1:1 room, under its customer's name. It goes
 * in the lane of the bot's own messages there: the notice that the membership has ended comes after
 * it.
 */
export function sayEndDirectly(
  context: Context,
  room: { readonly id: TalkRoomId; readonly memberId: MemberId },
  speech: Speech,
): void {
  queueErrand(
    context.db,
    {
      lane: memberLane(context.settings.bridgeBotId, room.memberId),
      platform: 'line-works',
      class: ERRAND_CLASS.notice,
      roomId: room.id,
      errand: { do: 'tell-room', speech, farewell: true },
    },
    context.clock.now(),
  );
}

/** A new room's first line: it introduces the customer, once the name is known. */
export function introduceRoom(
  context: Context,
  roomId: TalkRoomId,
  urgency: ErrandClass = ERRAND_CLASS.relayed,
): void {
  queueErrand(
    context.db,
    {
      lane: roomLane(roomId, 'line-works'),
      platform: 'line-works',
      class: urgency,
      roomId,
      errand: { do: 'introduce-room' },
    },
    context.clock.now(),
  );
}

/** The bot leaves a LINE WORKS room it made. */
export function leaveRoom(
  context: Context,
  roomId: TalkRoomId,
  worksChannelId: WorksChannelId,
): void {
  queueErrand(
    context.db,
    {
      lane: roomLane(roomId, 'line-works'),
      platform: 'line-works',
      class: ERRAND_CLASS.notice,
      roomId,
      errand: { do: 'leave-room', worksChannelId },
    },
    context.clock.now(),
  );
}

/** Says something to a member in a bot's 1:1 room. */
export function tellMember(
  context: Context,
  botId: BotId,
  memberId: MemberId,
  speech: Speech,
  options: { readonly class?: ErrandClass; readonly provesReach?: boolean } = {},
): void {
  queueErrand(
    context.db,
    {
      lane: memberLane(botId, memberId),
      platform: 'line-works',
      class: options.class ?? ERRAND_CLASS.answer,
      errand: {
        do: 'tell-member',
        botId,
        memberId,
        speech: markedFor(context, speech, () => memberId),
        provesReach: options.provesReach ?? false,
      },
    },
    context.clock.now(),
  );
}

/**
 * The same with its language on every button: a press is answered in the language of the message
 * that showed the button (DESIGN §7).
 */
export function markedFor(context: Context, speech: Speech, reader: () => MemberId | null): Speech {
  const { buttons, rows } = speech;
  if (buttons === undefined && rows === undefined) return speech;
  const language = languageOfMember(context.db, reader());
  const marked = <Each extends Button>(button: Each): Each =>
    'token' in button ? { ...button, token: pressIn(button.token, language) } : button;
  return {
    ...speech,
    ...(buttons === undefined ? {} : { buttons: buttons.map(marked) }),
    ...(rows === undefined
      ? {}
      : {
          rows: rows.map((row) =>
            row.button === undefined ? row : { ...row, button: marked(row.button) },
          ),
        }),
  };
}

/**
 * Says something to a LINE user, as the system, not as part of a member's words. Given as a
 * function it is said in the profile's language, for which LINE is asked unless it is known.
 */
export function tellLineUser(
  context: Context,
  to: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
  notice: LineNotice,
  speech: Speech | ((words: Words, reader: Reader) => Speech),
  options: {
    readonly replyOnly?: boolean;
    readonly roomId?: TalkRoomId;
    readonly class?: ErrandClass;
    readonly keptId?: number;
  } = {},
): void {
  const usual = isWaitingNotice(notice) ? ERRAND_CLASS.notice : ERRAND_CLASS.answer;
  const { keptId } = options;
  queueErrand(
    context.db,
    {
      lane: lineUserLane(to.channelId, to.lineUserId),
      platform: 'line',
      class: options.class ?? usual,
      errand: {
        do: 'tell-line-user',
        channelId: to.channelId,
        lineUserId: to.lineUserId,
        ...inTheirLanguage(context, to.lineUserId, speech),
        notice,
        replyOnly: options.replyOnly ?? false,
        aboutRoomId: options.roomId ?? null,
        ...(keptId === undefined ? {} : { keptId }),
      },
    },
    context.clock.now(),
  );
}

function inTheirLanguage(
  context: Context,
  lineUserId: LineUserId,
  speech: Speech | ((words: Words, reader: Reader) => Speech),
): { readonly speech: Speech; readonly inLanguage?: Readonly<Record<Language, Speech>> } {
  if (typeof speech !== 'function') return { speech };
  const sayTo = (reader: Reader) => speech(reader.words, reader);
  const fallback = sayTo(lineReader(context, lineUserId));
  if (readLineUser(context.db, lineUserId)?.profileAt != null) return { speech: fallback };
  return {
    speech: fallback,
    inLanguage: { ja: sayTo(readerOf(wordsOf('ja'))), en: sayTo(readerOf(wordsOf('en'))) },
  };
}

/** Alerts the administrators, each in their own language. */
export function tellAdmins(context: Context, say: (words: Words) => string | Speech): void {
  for (const memberId of adminsToAlert(context)) {
    const said = say(wordsForMember(context, memberId));
    tellMember(
      context,
      adminBotOf(context.settings),
      memberId,
      typeof said === 'string' ? { text: said } : said,
      { class: ERRAND_CLASS.notice },
    );
  }
}
