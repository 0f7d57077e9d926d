import { encodePress } from '../../domain/messages/press.ts';
import { LABEL_MAX, SAYS_MAX, type SayButton } from '../../domain/messages/speech.ts';
import { clip } from '../../domain/text/text.ts';
import type { Words } from '../../words/words.ts';

/** The canonical words of a command of the admin bot. */
type CommandName = keyof Words['commands'];

/**
 * A button that runs a command of the admin bot as if it had been typed: role checks and
 * confirmation apply as ever. `typed` follows the command, as typed in a line; `shown` is how it
 * reads.
 */
export function commandButton(
  { commands }: Words,
  name: CommandName,
  {
    typed = '',
    shown = [],
    label,
  }: {
    readonly typed?: string;
    readonly shown?: readonly string[];
    readonly label?: string | undefined;
  } = {},
): SayButton {
  const reads = [commands[name].name, ...shown].join(' ');
  const token = encodePress({ do: 'run', line: `${name} ${typed}`.trimEnd() });
  return { label: clip(label ?? reads, LABEL_MAX), token, says: clip(reads, SAYS_MAX) };
}
