import { terminalWordsOf } from '../../../words/terminal.ts';
import { wordsOf } from '../../../words/words.ts';
import { languageOf } from '../command-language.ts';
import { type Subcommand, USAGE_FAULT } from './subcommand.ts';
import { verify } from './verify.ts';

/*
 * `npm run audit -- …`: what is done with the audit log beside a running bridge. Exit codes: 0 fine,
 * 1 a breach, 2 wrong use, or something that cannot be read (docs/operations.md).
 */

/** By its word; each has a file. */
const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = { verify };

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const language = languageOf(process.env);
  const say = terminalWordsOf(language).auditCommand;
  const print = (text: string) => console.log(text);
  const command = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  const isHelp = ['', 'help', '--help', '-h'].includes(name);
  if (command === undefined || args.includes('--help') || args.includes('-h')) {
    print(
      [
        say.title,
        ...Object.values(SUBCOMMANDS).flatMap((each) => each.usage(say)),
        say.exitCodes,
      ].join('\n'),
    );
    return command !== undefined || isHelp ? 0 : USAGE_FAULT;
  }
  return command.run({
    args,
    say,
    words: wordsOf(language),
    print,
    environment: process.env,
  });
}

process.exitCode = await main();
