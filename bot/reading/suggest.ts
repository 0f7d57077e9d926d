import type { Speech } from '../../src/domain/messages/speech.ts';
import { clip } from '../../src/domain/text/text.ts';
import { splitWords } from '../../src/domain/text/tokens.ts';
import { runButton } from '../answers/run-button.ts';
import { type Command, isAllowed, type Session } from '../command.ts';
import { commandsAbout, commandsHaving, type NearMiss, nearMisses } from './near-misses.ts';

const SAID_MAX = 50;

/** What may have been meant by words that begin with no command. */
export function suggest(
  table: readonly Command[],
  session: Session,
  said: string,
  words: readonly string[],
): Speech {
  const mine = allowed(table, session);
  const near = nearMisses(mine, words);
  const having = near.length > 0 ? near : commandsHaving(mine, words);
  return having === 'too-many' ? offerHelp(session, said, words[0]) : offer(session, said, having);
}

/** At most three buttons that run what may have been meant, or ask for what is missing. */
function offer(session: Session, said: string, near: readonly NearMiss[]): Speech {
  const { help, layout } = session.words;
  const unknown = help.unknown(clip(said, SAID_MAX));
  const buttons = near.map(({ command, words }) => runButton(session.words, command.name, words));
  if (buttons.length === 0) return offerHelp(session, said);
  const listed = buttons.map(({ says }) => layout.item(says));
  return { text: [unknown, help.didYouMean, ...listed].join('\n'), buttons };
}

/** Help, about this word where there is one. */
function offerHelp({ words }: Session, said: string, about?: string): Speech {
  const { help } = words;
  const button = runButton(words, 'help', about === undefined ? [] : [about]);
  return { text: `${help.unknown(clip(said, SAID_MAX))}\n${help.seeHelp}`, buttons: [button] };
}

const allowed = (table: readonly Command[], { roles }: Session) =>
  table.filter((each) => isAllowed(each, roles));

/**
 * `ファイル 送信 禁止` begins with a command, but another one is meant, or, as by `連携 切る`, one of those that
 * begin with it; null when none is.
 */
export function suggestAnother(
  table: readonly Command[],
  session: Session,
  { command, typed: subject }: { readonly command: Command; readonly typed: string },
  text: string,
): Speech | null {
  const words = splitWords(text.normalize('NFKC')) ?? [];
  const mine = allowed(table, session);
  const near = nearMisses(mine, words);
  if (near[0] !== undefined && near[0].command !== command) return offer(session, text, near);
  const about = commandsAbout(mine, command, subject);
  return about.length > 0 ? offer(session, text, about) : null;
}
