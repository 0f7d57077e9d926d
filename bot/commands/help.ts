import { z } from 'zod';
import { type Command, command, isAllowed, type Session } from '../command.ts';
import { parseCommand } from '../parse.ts';

/** `help` needs the whole table, itself included. */
export function helpCommand(table: () => readonly Command[]): Command {
  return command({
    name: 'help',
    aliases: ['ヘルプ', '?', '使い方'],
    roles: 'any',
    args: z.array(z.string()),
    run: (session, args) => {
      const asked = args.length > 0 ? parseCommand(table(), args.join(' ')) : null;
      if (asked?.kind === 'command') return { text: describe(session, asked.command) };
      return { text: overview(session, table()) };
    },
  });
}

/** The commands this person may use. */
export function overview({ words, roles }: Session, table: readonly Command[]): string {
  const lines = table
    .filter((each) => isAllowed(each, roles))
    .map((each) => `・${words.commands[each.name][0]}\n　${words.commands[each.name][1]}`);
  return [words.admin.helpTitle, ...lines].join('\n');
}

/** How one command is used. */
export function describe({ words }: Session, { name, aliases }: Command): string {
  const [usage, does] = words.commands[name];
  return words.admin.helpFor(usage, [name, ...aliases].join(' / '), does);
}
