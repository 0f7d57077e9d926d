import * as z from 'zod';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { clip, fold } from '../../src/domain/text/text.ts';
import { wordsOf } from '../../src/words/words.ts';
import { runButton } from '../answers/run-button.ts';
import {
  COMMAND_GROUPS,
  type Command,
  type CommandGroup,
  command,
  isAllowed,
  type Session,
} from '../command.ts';

const SAID_MAX = 50;

/** `help` needs the whole table, itself included. */
export function helpCommand(table: () => readonly Command[]): Command {
  return command({
    name: 'help',
    group: 'other',
    aliases: ['ヘルプ', '?', '使い方'],
    roles: 'any',
    args: z.array(z.string()),
    run: (session, args) => {
      const asked = args.join(' ').trim();
      return asked === '' ? overview(session, table()) : explain(session, table(), asked);
    },
  });
}

/** A card with the groups of the commands that this person may use. */
export function overview(session: Session, table: readonly Command[]): Speech {
  const { help } = session.words;
  const mine = allowed(session, table);
  const groups = COMMAND_GROUPS.filter((group) => mine.some((each) => each.group === group));
  const [only, ...others] = groups;
  if (only !== undefined && others.length === 0) return { text: groupText(session, mine, only) };
  const listed = groups.map((group) => help.group(help.groups[group])).join('\n');
  return {
    text: `${help.title}\n${help.choose(listed)}`,
    buttons: groups.map((group) =>
      runButton(session.words, 'help', [help.groups[group]], help.groups[group]),
    ),
  };
}

/** A group, one command, or every command with that word in it. */
function explain(session: Session, table: readonly Command[], asked: string): Speech {
  const { help } = session.words;
  const mine = allowed(session, table);
  const group = groupCalled(asked);
  if (group !== null && mine.some((each) => each.group === group)) {
    return { text: groupText(session, mine, group) };
  }
  const found = mentioning(mine, asked);
  const [first, ...others] = found;
  const said = clip(asked, SAID_MAX);
  if (first === undefined) {
    const { text, buttons = [] } = overview(session, table);
    return { text: `${help.none(said)}\n${text}`, buttons };
  }
  if (others.length === 0) return { text: describe(session, first) };
  return { text: [help.matching(said), ...linesOf(session, found)].join('\n') };
}

const allowed = ({ roles }: Session, table: readonly Command[]) =>
  table.filter((each) => isAllowed(each, roles));

/** By its name in either language. */
function groupCalled(asked: string): CommandGroup | null {
  const names = [wordsOf('ja'), wordsOf('en')].map(({ help }) => help.groups);
  const isCalled = (group: CommandGroup) => names.some((each) => bare(each[group]) === bare(asked));
  return COMMAND_GROUPS.find(isCalled) ?? null;
}

/** What begins with the words comes before what contains them; a whole form stands alone. */
function mentioning(table: readonly Command[], asked: string): Command[] {
  const wanted = bare(asked);
  const having = (fits: (form: string) => boolean) =>
    table.filter(({ name, aliases }) => [name, ...aliases].some((form) => fits(bare(form))));
  const beginning = having((form) => form.startsWith(wanted));
  if (beginning.length > 0) return beginning;
  return having((form) => form.includes(wanted));
}

const bare = (text: string) => fold(text).replaceAll(' ', '');

function groupText(session: Session, table: readonly Command[], group: CommandGroup): string {
  const { help } = session.words;
  const members = table.filter((each) => each.group === group);
  return [help.groups[group], ...linesOf(session, members), help.examplesNote].join('\n');
}

const linesOf = ({ words }: Session, table: readonly Command[]) =>
  table.map(({ name }) => words.help.line(words.commands[name].example, words.commands[name].does));

/** How one command is used. */
export function describe({ words }: Session, { name, aliases }: Command): string {
  const { name: own, does, example } = words.commands[name];
  const others = [name, ...aliases].filter((form) => form !== own);
  return words.help.one(own, does, example, others.join(' / '));
}

/** Asks for what has to follow a command that was typed alone; null when it may stand alone. */
export function askFor({ words }: Session, { name }: Command): string | null {
  const { ask, example } = words.commands[name];
  return ask === null ? null : words.help.ask(ask, example);
}
