import type { Context } from '../../context.ts';
import { encodePress } from '../../domain/messages/press.ts';
import { type LineAsked, speakerOf } from '../../domain/speaker.ts';
import { readSpeaker } from '../../store/talks/speakers.ts';
import type { Words } from '../../words/words.ts';
import { wordsForLineUser } from '../say/reader.ts';
import { tellLineUser } from '../say/say.ts';
import { choicesOf } from './ask.ts';
import { choiceButtons } from './choice-buttons.ts';

/** The members the LINE user talks with, each with a button to switch to (DESIGN §6.3). */
export function listMembers(context: Context, asked: LineAsked, page: number): void {
  const choices = choicesOf(context, asked);
  if (choices.length === 0) {
    tellNobodyHere(context, asked);
    return;
  }
  const words = wordsForLineUser(context, asked.lineUserId);
  const current = readSpeaker(context.db, speakerOf(asked)).currentRoomId;
  const lines = choices.map(({ roomId, name }) =>
    roomId === current ? words.line.currentMember(name) : name,
  );
  const buttons = choiceButtons(words, 'line', choices, page, {
    pick: (roomId) => encodePress({ do: 'go', roomId }),
    more: (next) => encodePress({ do: 'members', page: next }),
  });
  const text = words.line.members(bulleted(words, lines));
  tellLineUser(context, asked, 'members', { text, buttons });
}

/** Asks which of several talks is to end. */
export function askWhichToLeave(context: Context, asked: LineAsked, page: number): void {
  const choices = choicesOf(context, asked);
  if (choices.length === 0) {
    tellNobodyHere(context, asked);
    return;
  }
  const words = wordsForLineUser(context, asked.lineUserId);
  const askedAt = context.clock.now();
  const buttons = choiceButtons(words, 'line', choices, page, {
    pick: (roomId) => encodePress({ do: 'leave-now', roomId, askedAt }),
    more: (next) => encodePress({ do: 'leaving', page: next }),
  });
  const text = words.line.leaveWhich(
    bulleted(
      words,
      choices.map((choice) => choice.name),
    ),
  );
  tellLineUser(context, asked, 'leave', { text, buttons });
}

/** There is no talk to switch to or to leave; how to reach a member. */
function tellNobodyHere(context: Context, asked: LineAsked): void {
  const company = context.settings.companyName;
  tellLineUser(context, asked, 'members', ({ line }) => ({ text: line.noMembers(company) }), {
    replyOnly: true,
  });
}

export function tellHelp(context: Context, asked: LineAsked): void {
  const company = context.settings.companyName;
  tellLineUser(context, asked, 'help', ({ line }) => ({ text: line.help(company) }), {
    replyOnly: true,
  });
}

// No numbers here: a number typed now would go to the current member.
const bulleted = ({ layout }: Words, names: readonly string[]) => names.map(layout.item).join('\n');
