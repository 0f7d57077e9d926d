import { adminBotOf, type Context, record } from '../src/context.ts';
import type { MemberId, WorksChannelId } from '../src/domain/ids.ts';
import { inOneLine } from '../src/domain/lines.ts';
import type { CommandPress } from '../src/domain/press.ts';
import type { Speech } from '../src/domain/speech.ts';
import { acceptDirectory } from '../src/services/directory/alarm.ts';
import { showQr } from '../src/services/members/welcome.ts';
import { adminsUnresolved, rolesOf } from '../src/services/roles/roles.ts';
import { actingAdmin, wordsForMember } from '../src/services/say/names.ts';
import { tellMember } from '../src/services/say/say.ts';
import { planJob } from '../src/store/jobs.ts';
import { turnChoice } from './choose.ts';
import { type Command, isAllowed, type Performed, type Session } from './command.ts';
import { askFor, describe, overview } from './commands/help.ts';
import { proposeCommand, takeConfirmation } from './confirm.ts';
import { noteLanguageTyped } from './note-language.ts';
import { commandNamedIn, parseCommand } from './parse.ts';
import { lacksPhotos, planPhotographed } from './photographed.ts';
import { suggest, suggestAnother } from './suggest.ts';

/** What someone said to the admin bot, or pressed. */
export interface Said {
  readonly memberId: MemberId;
  readonly text: string | null;
  readonly press: CommandPress | null;
  /** Null in the bot's 1:1 room. */
  readonly channelId: WorksChannelId | null;
  readonly receivedAt: number;
  /** Somebody else may know what is no command. */
  readonly orElse?: boolean;
}

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
  said: Said,
): string | { readonly deferUntil: number } {
  if (said.channelId !== null) return turnAway(table, context, said, said.channelId);
  if (said.orElse && parseCommand(table, said.text ?? '').kind !== 'command') return 'no-command';
  if (said.press === null) noteLanguageTyped(table, context, said.memberId, said.text ?? '');
  const session = openSession(context, said.memberId);
  if (session.roles.size === 0 && adminsUnresolved(context)) {
    const now = context.clock.now();
    if (now - said.receivedAt < RESOLVE_MS) {
      planJob(context.db, { kind: 'directory', key: '', payload: {}, dueAt: now });
      return { deferUntil: now + LOOK_AGAIN_MS };
    }
  }
  const speech = respond(table, session, said);
  if (speech !== null) answer(context, said.memberId, speech);
  return 'command';
}

/**
 * Outside the bot's own room nothing is run (DESIGN §6.9), and people talk among themselves: only whoever
 * gives a command or presses a button of ours is told so, in the 1:1 room.
 */
function turnAway(
  table: readonly Command[],
  context: Context,
  { memberId, text, press, orElse }: Said,
  worksChannelId: WorksChannelId,
): string {
  const named = press === null ? commandNamedIn(table, text ?? '') : null;
  if (press === null && named === null) return orElse ? 'no-command' : 'outside';
  if (press === null) noteLanguageTyped(table, context, memberId, text ?? '');
  const { actor, words } = openSession(context, memberId);
  const facts = { command: named?.name ?? press?.do, worksChannelId };
  const refused = { reason: 'place', memberId, facts };
  record(context, { action: 'command.refuse', actor, outcome: 'refused', ...refused });
  answer(context, memberId, { text: words.admin.only1to1 });
  return 'outside';
}

/** What a person may do and reads. */
export function openSession(context: Context, memberId: MemberId): Session {
  return {
    context,
    memberId,
    actor: actingAdmin(context, memberId),
    roles: rolesOf(context, memberId),
    words: wordsForMember(context, memberId),
  };
}

/** Says something in the admin bot's 1:1 room, once the photos of a list have been asked for. */
export function answer(context: Context, memberId: MemberId, speech: Speech): void {
  if (lacksPhotos(speech)) planPhotographed(context, memberId, speech);
  else sayNow(context, memberId, speech);
}

/** The same without waiting for anything. */
export function sayNow(context: Context, memberId: MemberId, speech: Speech): void {
  const botId = adminBotOf(context.settings);
  tellMember(context, botId, memberId, speech);
  if (speech.qr !== undefined) showQr(context, { botId, memberId }, speech.qr);
}

function respond(table: readonly Command[], session: Session, said: Said): Speech | null {
  const { press, text } = said;
  if (press !== null) return pressed(table, session, press);
  return text === null ? overview(session, table) : typed(table, session, text);
}

function pressed(table: readonly Command[], session: Session, press: CommandPress): Speech | null {
  switch (press.do) {
    case 'confirm':
      return confirmed(table, session, press.token);
    case 'cancel':
      return cancelled(session, press.token);
    case 'accept-directory':
      return accepted(session, press.token);
    case 'run':
      return typed(table, session, press.line);
    case 'choose':
      return turnChoice(table, session, press);
    default:
      return press satisfies never;
  }
}

/** The button below the report of a shrunken directory: any link-admin may press it, once. */
function accepted(session: Session, token: string): Speech {
  const { context, actor, memberId, roles, words } = session;
  if (!roles.has('link-admin')) {
    const facts = { command: 'accept-directory' };
    const refused = { reason: 'role', memberId, facts };
    record(context, { action: 'command.refuse', actor, outcome: 'refused', ...refused });
    return { text: words.admin.denied };
  }
  const done = acceptDirectory(context, actor, token);
  return { text: done ? words.admin.directoryAccepted : words.admin.directoryAcceptUsed };
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

/** Whoever lacks the role is told so in one sentence, and the attempt is recorded. */
function perform(
  session: Session,
  command: Command,
  words: readonly string[],
  isConfirmed: boolean,
): Speech | null {
  const { context, memberId, actor } = session;
  if (!isAllowed(command, session.roles)) {
    record(context, {
      action: 'command.refuse',
      actor,
      outcome: 'refused',
      reason: 'role',
      memberId,
      facts: { command: command.name },
    });
    return { text: session.words.admin.denied };
  }
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
      return proposeCommand(context, session.words, memberId, performed, {
        name: command.name,
        words: performed.words,
      });
    default:
      return performed satisfies never;
  }
}

function confirmed(table: readonly Command[], session: Session, token: string): Speech | null {
  const pressed = takeConfirmation(session.context, session.memberId, token);
  const { admin } = session.words;
  if (pressed.kind === 'no') {
    if (pressed.why === 'expired') return { text: admin.confirmExpired };
    return { text: pressed.why === 'not-yours' ? admin.confirmNotYours : admin.confirmUsed };
  }
  const command = table.find((each) => each.name === pressed.proposed.name);
  if (command === undefined) return { text: admin.confirmUsed };
  return perform(session, command, pressed.proposed.words, true);
}

function cancelled(session: Session, token: string): Speech {
  const pressed = takeConfirmation(session.context, session.memberId, token);
  const { admin } = session.words;
  if (pressed.kind === 'no' && pressed.why !== 'expired') {
    return { text: pressed.why === 'not-yours' ? admin.confirmNotYours : admin.confirmUsed };
  }
  record(session.context, {
    action: 'command.cancel',
    actor: session.actor,
    outcome: 'ok',
    facts: { command: pressed.kind === 'go' ? pressed.proposed.name : null },
  });
  return { text: admin.cancelled };
}
