import type { Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { languageOfWords } from '../../src/domain/language.ts';
import { QUOTE_MARKS } from '../../src/domain/text/tokens.ts';
import { noteLanguageGuessed, noteLanguageUsed } from '../../src/services/languages/note.ts';
import type { Command } from '../command.ts';
import { nearMisses } from './near-misses.ts';
import { parseCommand } from './parse.ts';

/**
 * An answer is in the language of the command, whatever follows it, until its writer has chosen one
 * (DESIGN §7). A near miss tells as much; any other text is judged by its letters.
 */
export function noteLanguageTyped(
  table: readonly Command[],
  context: Context,
  memberId: MemberId,
  text: string,
): void {
  const parsed = parseCommand(table, text);
  if (parsed.kind === 'command') {
    noteLanguageUsed(context, memberId, languageOfWords(parsed.typed));
    return;
  }
  const first = firstWordOf(text);
  if (parsed.kind === 'unknown' && nearMisses(table, parsed.words).length === 0) {
    noteLanguageGuessed(context, memberId, first);
  } else {
    noteLanguageUsed(context, memberId, languageOfWords(first));
  }
}

const LONGEST_WORD = 60;
const WORD_ENDS = new RegExp(`[\\s${QUOTE_MARKS}]`, 'u');

/** Up to a space or a quotation mark: quoted text is no word of ours. */
const firstWordOf = (text: string) =>
  text
    .slice(0, LONGEST_WORD)
    .normalize('NFKC')
    .replace(/^[\s/]+/u, '')
    .split(WORD_ENDS, 1)[0] ?? '';
