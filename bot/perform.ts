import { record } from '../src/context.ts';
import { codeOf } from '../src/domain/audit-facts.ts';
import type { Speech } from '../src/domain/messages/speech.ts';
import {
  type Command,
  type CommandName,
  isAllowed,
  type Performed,
  type Session,
} from './command.ts';
import { askFor, describe } from './commands/help.ts';
import { proposeCommand } from './questions/confirm.ts';

/** Runs the command, unless its role is missing: that is said in one sentence, and the attempt recorded. */
export function perform(
  session: Session,
  command: Command,
  words: readonly string[],
  isConfirmed: boolean,
): Speech | null {
  if (!isAllowed(command, session.roles)) return refuseRole(session, command.name);
  const performed: Performed = command.perform(session, words, isConfirmed);
  switch (performed.kind) {
    case 'answer':
      return performed.speech;
    case 'later':
      return null;
    case 'usage':
      return {
        text: (words.length === 0 ? askFor(session, command) : null) ?? describe(session, command),
      };
    case 'propose':
      return proposeCommand(session, performed, {
        name: command.name,
        words: performed.words,
      });
    default:
      return performed satisfies never;
  }
}

/** The answer to a command or a button whose role the member lacks, with its audit entry. */
export function refuseRole(session: Session, command: CommandName | 'accept-directory'): Speech {
  const { context, memberId, actor, words } = session;
  const refused = { reason: 'role', memberId, facts: { command: codeOf(command) } };
  record(context, { action: 'command.refuse', actor, outcome: 'refused', ...refused });
  return { text: words.admin.denied };
}
