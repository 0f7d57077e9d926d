import { type Context, record } from '../../src/context.ts';
import type { Actor } from '../../src/domain/audit.ts';
import type { Facts } from '../../src/domain/audit-facts.ts';
import type { WorksEvent } from '../../src/domain/events.ts';
import type { LineUserId, TalkRoomId } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import { decodePress, languageOfPress, type Press } from '../../src/domain/messages/press.ts';
import { clip } from '../../src/domain/text/text.ts';
import { actingMember } from '../../src/services/audit/actors.ts';
import { memberName } from '../../src/services/say/shown-name.ts';
import type { TalkRoom } from '../../src/store/talks/talk-rooms.ts';
import type { EventPlace, FromMember } from './line-works/event-place.ts';
import type { MessageParties } from './record-message.ts';

/** Why a press does nothing: its button is foreign, or does not count where it was pressed. */
export type PressRefusal = 'unknown-button' | 'misplaced-button';

/** As much as the platforms let a button send (line-works.md §3.2). */
const DATA_MAX = 1000;

/**
 * Records a press without effect. The button's text and the choice may say anything about a person:
 * they stand where they can be erased.
 *
 * @returns a word for the inbox row
 */
export function recordPress(
  context: Context,
  actor: Actor,
  reason: PressRefusal,
  pressed: { readonly data: string; readonly params?: Readonly<Record<string, string>> | null },
  parties: Partial<MessageParties> & {
    readonly lineUserName?: string;
    readonly memberName?: string;
    readonly facts?: Facts;
  },
): PressRefusal {
  record(context, {
    action: 'event.record',
    actor,
    outcome: 'recorded',
    reason,
    ...parties,
    content: {
      text: clip(pressed.data, DATA_MAX),
      detail: pressed.params ?? null,
    },
  });
  return reason;
}

/** A button's text, and what it asks for if it is one of ours. */
export interface Pressed {
  readonly data: string;
  readonly press: Press | null;
  /** The language of the button's message. */
  readonly language: Language | null;
}

/** The button behind a member's event; null: it was typed. */
export function pressedIn({ what }: WorksEvent): Pressed | null {
  const data =
    what.kind === 'postback' ? what.data : what.kind === 'message' ? what.postback : null;
  if (data === null) return null;
  const press = decodePress(data);
  return { data, press, language: press === null ? null : languageOfPress(data) };
}

/** Records a member's press without effect. */
export function recordMemberPress(
  context: Context,
  { botId, channelId, userId }: FromMember,
  place: EventPlace,
  { data, press }: Pressed,
): PressRefusal {
  const actor = actingMember(context, userId);
  const reason = press === null ? 'unknown-button' : 'misplaced-button';
  return recordPress(
    context,
    actor,
    reason,
    { data },
    {
      memberId: userId,
      memberName: memberName(context, userId),
      ...(place.kind === 'talk-room' ? talkOf(place.room) : {}),
      facts: { botId, worksChannelId: channelId },
    },
  );
}

const talkOf = (
  room: TalkRoom,
): { readonly roomId: TalkRoomId; readonly lineUserId: LineUserId } & Pick<
  TalkRoom,
  'channelId'
> => ({ roomId: room.id, channelId: room.channelId, lineUserId: room.lineUserId });
