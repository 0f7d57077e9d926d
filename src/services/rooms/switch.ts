import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { type LineAsked, speakerOf } from '../../domain/speaker.ts';
import { openQuestion } from '../../store/talks/questions.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { ask, noteChosen } from '../addressee/ask.ts';
import { lineReader } from '../say/reader.ts';
import { tellLineUser } from '../say/say.ts';
import { senderOf } from '../say/sender.ts';
import { memberNameFor } from '../say/shown-name.ts';

/**
 * From here on the LINE user means this room. While messages are held for an answer, the question
 * is asked again instead: the held messages go first (DESIGN §6.4).
 */
export function switchRoom(
  context: Context,
  actor: Actor,
  asked: LineAsked,
  room: TalkRoom,
): 'switched' | 'asked-again' {
  const question = openQuestion(context.db, speakerOf(asked));
  if (question !== null) {
    ask(context, asked, question, 0);
    return 'asked-again';
  }
  noteChosen(context, actor, asked, room);
  tellSwitched(context, room);
  return 'switched';
}

/** Tells the LINE user whom messages reach from here on. */
export function tellSwitched(context: Context, room: TalkRoom): void {
  const reader = lineReader(context, room.lineUserId);
  const text = reader.words.line.switched(memberNameFor(context, room.memberId, reader));
  const speech = { text, ...senderOf(context, room.memberId, reader) };
  tellLineUser(context, room, 'switched', speech, { roomId: room.id });
}
