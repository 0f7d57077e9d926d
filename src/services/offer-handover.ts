import type { MemberId } from '../domain/ids.ts';
import { encodePress } from '../domain/press.ts';
import type { SayButton, Speech } from '../domain/speech.ts';
import { clipGraphemes } from '../domain/text.ts';
import type { Words } from '../words/words.ts';

const LABEL_MAX = 20;

/** The command that asks to whom a member's talks shall go. */
const commandFor = (memberId: MemberId) => `member handover "${memberId}"`;

/** A button that asks to whom somebody's talks shall go. */
export function handoverButton({ handover }: Words, memberId: MemberId, name: string): SayButton {
  const says = `${handover.button}: ${name}`;
  return {
    label: clipGraphemes(says, LABEL_MAX),
    token: encodePress({ do: 'run', line: commandFor(memberId) }),
    says,
  };
}

/** The same in words, for where only text is shown. */
export const handoverHint = ({ handover, commands }: Words): string =>
  handover.hint(commands['member handover'].example);

/** Buttons of a LINE WORKS template (line-works.md §3.2). */
const MOST_BUTTONS = 10;

/** A report about members who cannot answer, with a button for each whose talks others could take over. */
export function offerHandover(
  words: Words,
  text: string,
  busy: readonly { readonly memberId: MemberId; readonly name: string }[],
): Speech {
  if (busy.length === 0) return { text };
  return {
    text: `${text}\n${handoverHint(words)}`,
    buttons: busy
      .slice(0, MOST_BUTTONS)
      .map(({ memberId, name }) => handoverButton(words, memberId, name)),
  };
}
