import type { Context } from '../../context.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { nameForMember } from '../say/shown-name.ts';

/**
 * Tells a member, whose talk with a LINE user has ended, what became of the answers still queued
 * (DESIGN §6.10). In the 1:1 room: the bot leaves the other.
 */
export function tellUnsentAnswers(
  context: Context,
  room: TalkRoom,
  { answers, maybeAnswers }: { readonly answers: number; readonly maybeAnswers: number },
): void {
  const words = wordsForMember(context, room.memberId).room;
  const user = nameForMember(context, room);
  const told = [
    ...(answers > 0 ? [words.answersLost(user, answers)] : []),
    ...(maybeAnswers > 0 ? [words.answerMaybeNotSent(user)] : []),
  ];
  if (told.length === 0) return;
  tellMember(context, context.settings.bridgeBotId, room.memberId, { text: told.join('\n') });
}
