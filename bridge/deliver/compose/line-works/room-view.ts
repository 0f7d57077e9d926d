import type { Context } from '../../../../src/context.ts';
import { wordsForMember } from '../../../../src/services/say/reader.ts';
import { nameOfLineUser } from '../../../../src/services/say/shown-name.ts';
import { type LineUser, readLineUser } from '../../../../src/store/line/line-users.ts';
import { modeOfRoom, type TalkRoom } from '../../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../../src/words/words.ts';
import { headerOf } from './header.ts';

/** A talk room as its member reads it, read once per claim: what is composed for it looks nothing up again. */
export interface RoomView {
  readonly room: TalkRoom;
  /** Null: nothing is known of the LINE user yet. */
  readonly lineUser: LineUser | null;
  /** The LINE user's display name, made safe to be shown. */
  readonly lineUserName: string;
  /** In the member's language. */
  readonly words: Words;
  /** Null: not known before the room has been looked at. */
  readonly mode: 'room' | 'direct' | null;
  /** What heads each message in direct mode; empty in a room of its own. */
  readonly header: string;
}

export function roomView(context: Context, room: TalkRoom): RoomView {
  const { db } = context;
  const lineUser = readLineUser(db, room.lineUserId);
  const lineUserName = nameOfLineUser(context, lineUser);
  const mode = modeOfRoom(db, room);
  const header = mode === 'direct' ? headerOf(context, room, room.givenName ?? lineUserName) : '';
  const words = wordsForMember(context, room.memberId);
  return { room, lineUser, lineUserName, words, mode, header };
}

export const isDirect = ({ mode }: RoomView): boolean => mode === 'direct';
