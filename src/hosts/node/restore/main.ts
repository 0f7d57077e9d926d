import { parseArgs } from 'node:util';
import { wordsOf } from '../../../words/words.ts';
import { copyFaultOf } from '../backup/copy-fault.ts';
import { languageOf } from '../command-language.ts';
import { restoreBackup } from './restore-backup.ts';

/*
 * `npm run restore -- <folder> [--into DATA_DIR] [--replace]`, while the bridge does not run. Exit codes
 * (docs/operations.md): 0 restored, 1 not restored and nothing changed, 2 wrong use.
 */

const WRONG_USE = 2;

async function main(): Promise<number> {
  const say = wordsOf(languageOf(process.env)).copies;
  const asked = readArgs(process.argv.slice(2));
  if (asked === null) {
    console.error(say.restoreUsage.join('\n'));
    return WRONG_USE;
  }
  try {
    const { from, at, entries, blobs, aside } = await restoreBackup({ ...asked, now: Date.now() });
    console.log(
      [
        say.restored(from, at, asked.dataDir),
        say.counts(entries, blobs),
        ...(aside === null ? [] : [say.aside(aside)]),
        say.nextStart,
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    const fault = copyFaultOf(error, asked.dataDir);
    if (fault === null) throw error;
    console.error([say.notRestored, say.faults[fault.why](fault.detail)].join('\n'));
    return 1;
  }
}

/** Null: that is not how it is used. */
function readArgs(args: string[]) {
  const parsed = parse(args);
  const [from, ...more] = parsed?.positionals ?? [];
  if (parsed === null || from === undefined || more.length > 0) return null;
  const { into = process.env.DATA_DIR || './data', replace = false } = parsed.values;
  return { from, dataDir: into, replaces: replace };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { into: { type: 'string' }, replace: { type: 'boolean' } },
    });
  } catch {
    return null;
  }
}

process.exitCode = await main();
