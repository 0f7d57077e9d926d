import type { Context } from '../../context.ts';
import { encodePress } from '../../domain/messages/press.ts';
import { LABEL_MAX, type Speech } from '../../domain/messages/speech.ts';
import { type Asked, lineSpeaker, memberSpeaker } from '../../domain/speaker.ts';
import { clip } from '../../domain/text/text.ts';
import type { Question } from '../../store/talks/questions.ts';
import { readSpeaker } from '../../store/talks/speakers.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import type { Reader } from '../say/reader.ts';
import { memberNameFor, nameForMember } from '../say/shown-name.ts';
import type { Choice } from './choice.ts';
import { choiceButtons, onPage } from './choice-buttons.ts';

/** More names than these are listed page by page, with their buttons. */
const MOST_LISTED = 20;

/** The question "to whom?", at the given page of choices. */
export function questionSpeech(
  context: Context,
  reader: Reader,
  asked: Asked,
  question: Question,
  choices: readonly Choice[],
  page: number,
): Speech {
  const [only, ...others] = choices;
  const isOne = others.length === 0 && question.numbered.every((id) => id === only?.roomId);
  return only !== undefined && isOne
    ? ofOne(context, reader, asked, question, only)
    : ofSeveral(reader.words, asked, question, choices, page);
}

function ofSeveral(
  words: Words,
  { side }: Asked,
  question: Question,
  choices: readonly Choice[],
  page: number,
): Speech {
  const say = side === 'line' ? words.line.question : words.room.question;
  const listed = choices.length > MOST_LISTED ? onPage(side, choices, page).shown : choices;
  const numbered = listed.map((choice) => `${choice.number}. ${choice.name}`).join('\n');
  return {
    text: say(numbered),
    buttons: choiceButtons(words, side, choices, page, {
      pick: (roomId) => encodePress({ do: 'to', question: question.token, roomId }),
      more: (next) => encodePress({ do: 'more', question: question.token, page: next }),
    }),
  };
}

/**
 * There is one choice, as there was when the question was first asked. A mere はい is not an answer
 * all the same: it may have been written before this was read, to a member whose talk has ended.
 */
function ofOne(
  context: Context,
  reader: Reader,
  asked: Asked,
  question: Question,
  only: Choice,
): Speech {
  const say = asked.side === 'line' ? reader.words.line : reader.words.room;
  const ended = endedTalk(context, reader, asked);
  const label = say.deliver(clip(only.label, LABEL_MAX - say.deliver('').length));
  const token = encodePress({ do: 'to', question: question.token, roomId: only.roomId });
  return {
    text: say.questionOne(ended, only.name, only.number),
    buttons: [{ label, token, says: label }],
  };
}

/** The person the speaker last talked with, where that talk has ended without a successor. */
function endedTalk(context: Context, reader: Reader, asked: Asked): string | null {
  const isLine = asked.side === 'line';
  const speaker = isLine
    ? lineSpeaker(asked.channelId, asked.lineUserId)
    : memberSpeaker(asked.memberId);
  const { currentRoomId } = readSpeaker(context.db, speaker);
  const room = currentRoomId === null ? null : readRoom(context.db, currentRoomId);
  if (room === null || room.state !== 'closed' || room.successorId !== null) return null;
  return isLine ? memberNameFor(context, room.memberId, reader) : nameForMember(context, room);
}
