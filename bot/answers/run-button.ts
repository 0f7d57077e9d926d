import type { SayButton } from '../../src/domain/messages/speech.ts';
import { asOneWord } from '../../src/domain/text/tokens.ts';
import { commandButton } from '../../src/services/say/command-button.ts';
import type { Words } from '../../src/words/words.ts';
import type { CommandName } from '../command.ts';

/** A button that runs a command as if it had been typed: its role and its confirmation hold as ever. */
export const runButton = (
  words: Words,
  name: CommandName,
  behind: readonly string[] = [],
  label?: string,
): SayButton =>
  commandButton(words, name, {
    typed: behind.map(asOneWord).join(' '),
    shown: behind,
    label,
  });
