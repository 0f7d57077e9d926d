import { type Context, record } from '../src/context.ts';
import { codeOf } from '../src/domain/audit-facts.ts';
import type { CommandSaid } from '../src/domain/command-said.ts';
import type { CommandResult, Deferred } from '../src/domain/event-result.ts';
import type { WorksChannelId } from '../src/domain/ids.ts';
import type { CommandPress } from '../src/domain/messages/press.ts';
import type { Speech } from '../src/domain/messages/speech.ts';
import { inOneLine } from '../src/domain/text/lines.ts';
import { readDirectorySoon } from '../src/services/directory/read-soon.ts';
import { adminsUnresolved } from '../src/services/roles/roles.ts';
import { readMember } from '../src/store/people/members.ts';
import { planJob } from '../src/store/queue/jobs.ts';
import { answerCommander } from './answers/say.ts';
import type { Command, Session } from './command.ts';
import { overview } from './commands/help.ts';
import { turnChoice } from './people/choose.ts';
import { perform } from './perform.ts';
import { acceptPressed, cancelPressed, confirmPressed } from './questions/presses.ts';
import { noteLanguageTyped } from './reading/note-language.ts';
import { commandNamedIn, parseCommand } from './reading/parse.ts';
import { suggest, suggestAnother } from './reading/suggest.ts';
import { openSession } from './session.ts';

/** How long a first word waits for `ADMIN_USERS` to be found in the directory. */
const RESOLVE_MS = 3500;
const LOOK_AGAIN_MS = 250;
const EXAMPLE_MAX = 100;

/**
 * Runs what was typed or pressed, in the caller's transaction: what it changes, its audit entry and its
 * answer are written together or not at all.
 *
 * @returns a word for the inbox row, or when to come back to it
 */
export function runCommand(
  table: readonly Command[],
  context: Context,
  input: CommandSaid,
): CommandResult | Deferred {
  if (input.channelId !== null) return turnAway(table, context, input, input.channelId);
  if (input.orElse && parseCommand(table, input.text ?? '').kind !== 'command') return 'no-command';
  if (input.press === null) noteLanguageTyped(table, context, input.memberId, input.text ?? '');
  const session = openSession(context, input.memberId);
  // The directory may show by now who this is.
  if (session.roles.size === 0 && readMember(context.db, input.memberId) === null) {
    readDirectorySoon(context);
  }
  if (session.roles.size === 0 && adminsUnresolved(context)) {
    const now = context.clock.now();
    if (now - input.receivedAt < RESOLVE_MS) {
      planJob(context.db, { kind: 'directory', key: '', payload: {}, dueAt: now });
      return { deferUntil: now + LOOK_AGAIN_MS };
    }
  }
  const speech = respond(table, session, input);
  if (speech !== null) answerCommander(context, input.memberId, speech);
  context.reached?.('run.command');
  return 'command';
}

/**
 * Outside the bot's own room no command runs (DESIGN §6.9), and people talk among themselves: only the member
 * who gives a command or presses a button of ours is told so, in the 1:1 room.
 */
function turnAway(
  table: readonly Command[],
  context: Context,
  { memberId, text, press, orElse }: CommandSaid,
  worksChannelId: WorksChannelId,
): CommandResult {
  const named = press === null ? commandNamedIn(table, text ?? '') : null;
  if (press === null && named === null) return orElse ? 'no-command' : 'outside';
  if (press === null) noteLanguageTyped(table, context, memberId, text ?? '');
  const { actor, words } = openSession(context, memberId);
  const command = named?.name ?? press?.do;
  const facts = { command: command && codeOf(command), worksChannelId };
  const refused = { reason: 'place', memberId, facts };
  record(context, { action: 'command.refuse', actor, outcome: 'refused', ...refused });
  answerCommander(context, memberId, { text: words.admin.only1to1 });
  return 'outside';
}

function respond(table: readonly Command[], session: Session, input: CommandSaid): Speech | null {
  const { press, text } = input;
  if (press !== null) return pressed(table, session, press);
  return text === null ? overview(session, table) : typed(table, session, text);
}

function pressed(table: readonly Command[], session: Session, press: CommandPress): Speech | null {
  switch (press.do) {
    case 'confirm':
      return confirmPressed(table, session, press.token);
    case 'cancel':
      return cancelPressed(session, press.token);
    case 'accept-directory':
      return acceptPressed(session, press.token);
    case 'run':
      return typed(table, session, press.line);
    case 'choose':
      return turnChoice(table, session, press);
    default:
      return press satisfies never;
  }
}

function typed(table: readonly Command[], session: Session, text: string): Speech | null {
  const parsed = parseCommand(table, text);
  const { admin } = session.words;
  switch (parsed.kind) {
    case 'nothing':
      return overview(session, table);
    case 'unclosed-quote':
      return { text: unclosedQuote(session, parsed) };
    case 'too-long':
      return { text: admin.tooLong(parsed.most) };
    case 'unknown':
      return suggest(table, session, parsed.said, parsed.words);
    case 'command': {
      const { command, words } = parsed;
      const unread = words.length > 0 && !command.accepts(words);
      return (
        (unread ? suggestAnother(table, session, parsed, text) : null) ??
        perform(session, command, words, false)
      );
    }
    default:
      return parsed satisfies never;
  }
}

/** The line itself, closed, is the example; of a long one it could not be seen. */
function unclosedQuote(
  { words }: Session,
  { mark, closed }: { readonly mark: string; readonly closed: string },
): string {
  const line = inOneLine(closed);
  const isShort = line.length <= EXAMPLE_MAX;
  return words.auditSearch.unclosedQuote(mark, isShort ? line : words.auditSearch.quoteExample);
}
