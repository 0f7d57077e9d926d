import { adminBotOf, type Context, record } from '../src/context.ts';
import type { MemberId, WorksChannelId } from '../src/domain/ids.ts';
import type { Speech } from '../src/domain/speech.ts';
import { clip } from '../src/domain/text.ts';
import { ACCEPT_DIRECTORY, acceptDirectory } from '../src/services/directory-alarm.ts';
import { actingAdmin, wordsForMember } from '../src/services/people.ts';
import { adminsUnresolved, rolesOf } from '../src/services/roles.ts';
import { tellChannel, tellMember } from '../src/services/say.ts';
import { showQr } from '../src/services/welcome-link-member.ts';
import { planJob } from '../src/store/jobs.ts';
import { turnChoice } from './choose.ts';
import { type Command, isAllowed, type Performed, type Session } from './command.ts';
import { describe, overview } from './commands/help.ts';
import { proposeCommand, takeConfirmation } from './confirm.ts';
import { parseCommand } from './parse.ts';

/** What someone said to the admin bot, or pressed. */
export interface Said {
  readonly memberId: MemberId;
  readonly text: string | null;
  readonly postback: string | null;
  /** Null in the bot's 1:1 room. */
  readonly channelId: WorksChannelId | null;
  readonly receivedAt: number;
  /** Somebody else may know what is no command. */
  readonly orElse?: boolean;
}

/** How long a first word waits for `ADMIN_USERS` to be found in the directory. */
const RESOLVE_MS = 3500;
const LOOK_AGAIN_MS = 250;
const SAID_MAX = 50;

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
  if (said.orElse && parseCommand(table, said.text ?? '').kind === 'unknown') return 'no-command';
  const session = openSession(context, said.memberId);
  if (said.channelId !== null) {
    const botId = adminBotOf(context.settings);
    tellChannel(context, botId, said.channelId, { text: session.words.admin.only1to1 });
    return 'outside';
  }
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

/** Says something in the admin bot's 1:1 room. */
export function answer(context: Context, memberId: MemberId, speech: Speech): void {
  const botId = adminBotOf(context.settings);
  tellMember(context, botId, memberId, speech);
  if (speech.qr !== undefined) showQr(context, { botId, memberId }, speech.qr);
}

function respond(table: readonly Command[], session: Session, said: Said): Speech | null {
  const [verb, rest] = splitPostback(said.postback);
  if (verb === 'confirm') return confirmed(table, session, rest);
  if (verb === 'cancel') return cancelled(session, rest);
  if (verb === 'run') return typed(table, session, rest);
  if (verb === ACCEPT_DIRECTORY) return accepted(session, rest);
  if (verb === 'choose') return turnChoice(table, session, rest);
  // Any other postback is the start button (利用開始), or not ours: it is greeted with help.
  if (said.postback !== null || said.text === null) return { text: overview(session, table) };
  return typed(table, session, said.text);
}

/** The button below the report of a shrunken directory: any link-admin may press it, once. */
function accepted(session: Session, token: string): Speech {
  const { context, actor, memberId, roles, words } = session;
  if (!roles.has('link-admin')) {
    const facts = { command: ACCEPT_DIRECTORY };
    const refused = { outcome: 'refused', reason: 'role', memberId, facts };
    record(context, { action: 'command.refuse', actor, ...refused });
    return { text: words.admin.denied };
  }
  const done = acceptDirectory(context, actor, token);
  return { text: done ? words.admin.directoryAccepted : words.admin.directoryAcceptUsed };
}

function splitPostback(postback: string | null): [verb: string, rest: string] {
  const at = postback?.indexOf(':') ?? -1;
  return postback === null || at < 0 ? ['', ''] : [postback.slice(0, at), postback.slice(at + 1)];
}

function typed(table: readonly Command[], session: Session, text: string): Speech | null {
  const parsed = parseCommand(table, text);
  const { admin } = session.words;
  switch (parsed.kind) {
    case 'nothing':
      return { text: overview(session, table) };
    case 'unclosed-quote':
      return { text: admin.unclosedQuote };
    case 'unknown': {
      const near = parsed.near
        .filter((command) => isAllowed(command, session.roles))
        .map((command) => session.words.commands[command.name][0]);
      const hint = near.length > 0 ? admin.didYouMean(near.join(' / ')) : admin.seeHelp;
      return { text: `${admin.unknown(clip(parsed.said, SAID_MAX))}\n${hint}` };
    }
    case 'command':
      return perform(session, parsed.command, parsed.words, false);
    default:
      return parsed satisfies never;
  }
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
      return { text: describe(session, command) };
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
