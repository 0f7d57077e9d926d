import { encodePress } from '../src/domain/press.ts';
import type { SayButton } from '../src/domain/speech.ts';
import { clip } from '../src/domain/text.ts';
import type { Words } from '../src/words/words.ts';
import type { CommandName } from './command.ts';
import { asOneWord } from './words-of.ts';

/** LINE WORKS (line-works.md §3.2): what a button shows, and what its press shows as the presser's words. */
const LABEL_MAX = 20;
const SAYS_MAX = 300;

/** A button that runs a command as if it had been typed: its role and its confirmation hold as ever. */
export function runButton(
  { commands }: Words,
  name: CommandName,
  words: readonly string[] = [],
  label?: string,
): SayButton {
  const typed = [commands[name].name, ...words].join(' ');
  const token = encodePress({ do: 'run', line: [name, ...words.map(asOneWord)].join(' ') });
  return { label: clip(label ?? typed, LABEL_MAX), token, says: clip(typed, SAYS_MAX) };
}
