import type { Context } from '../../context.ts';
import type { Asked } from '../../domain/speaker.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { lineReader, wordsForMember } from '../say/reader.ts';
import { tellLineUser, tellMember } from '../say/say.ts';
import { senderOf } from '../say/sender.ts';

/**
 * Tells the speaker who answered how many held messages go to whom (DESIGN §6.4); if there are
 * none, whom the next messages reach. A LINE user hears it by reply token, or not at all: it is not
 * worth a push.
 */
export function confirmAnswer(
  context: Context,
  asked: Asked,
  room: TalkRoom,
  name: string,
  count: number,
): void {
  if (asked.side === 'line') {
    const reader = lineReader(context, asked.lineUserId);
    const { line } = reader.words;
    const text = count === 0 ? line.switched(name) : line.answered(name, count);
    const speech = { text, ...senderOf(context, room.memberId, reader) };
    tellLineUser(context, asked, 'answered', speech, { replyOnly: true, roomId: room.id });
    return;
  }
  const words = wordsForMember(context, asked.memberId).room;
  const text = count === 0 ? words.answeredNothing(name) : words.answered(name, count);
  tellMember(context, context.settings.bridgeBotId, asked.memberId, { text });
}
