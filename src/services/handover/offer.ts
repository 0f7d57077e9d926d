import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { encodePress } from '../../domain/messages/press.ts';
import { LABEL_MAX, type SayButton, type Speech } from '../../domain/messages/speech.ts';
import { clipGraphemes } from '../../domain/text/text.ts';
import type { Words } from '../../words/words.ts';
import { readerOf } from '../say/reader.ts';
import { memberNameFor } from '../say/shown-name.ts';

/** Buttons a LINE WORKS template takes (line-works.md §3.2). */
const MOST_BUTTONS = 10;

/** A member whose talks others could take over. */
export interface Busy {
  readonly memberId: MemberId;
  readonly name: string;
}

/** The command that asks who shall take over a member's talks. */
const commandFor = (memberId: MemberId) => `member handover "${memberId}"`;

/** A button that asks who shall take over a member's talks. A long name is cut, the verb is not. */
export function handoverButton({ handover }: Words, { memberId, name }: Busy): SayButton {
  const room = LABEL_MAX - handover.buttonFor('').length;
  return {
    label: clipGraphemes(handover.buttonFor(clipGraphemes(name, room)), LABEL_MAX),
    token: encodePress({ do: 'run', line: commandFor(memberId) }),
    says: handover.buttonFor(name),
  };
}

/** The same as the step before a member is removed. With several members, each is named. */
export function handoverFirst(words: Words, busy: readonly Busy[], most: number): SayButton[] {
  const buttons = busy.slice(0, most).map((each) => handoverButton(words, each));
  return busy.length === 1
    ? buttons.map((button) => ({ ...button, label: words.handover.first }))
    : buttons;
}

/** The same in words, where only text is shown: the command for the first member. */
export function handoverHint(
  { handover, commands }: Words,
  hint: 'hint' | 'firstHint',
  busy: readonly Busy[],
): string[] {
  const [first] = busy;
  if (first === undefined) return [];
  const command = `${commands['member handover'].name} ${first.name}`;
  return [handover[hint](command, busy.length)];
}

/** Reports members who cannot answer, with a button for each whose talks others could take over. */
export function offerHandover(
  context: Context,
  words: Words,
  text: string,
  members: readonly MemberId[],
): Speech {
  if (members.length === 0) return { text };
  // One name only: the command would read a second one as the successor.
  const busy = members.map((memberId) => ({
    memberId,
    name: memberNameFor(context, memberId, readerOf(words), 0),
  }));
  return {
    text: [text, ...handoverHint(words, 'hint', busy)].join('\n'),
    buttons: busy.slice(0, MOST_BUTTONS).map((each) => handoverButton(words, each)),
  };
}
