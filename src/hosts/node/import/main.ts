import { parseArgs } from 'node:util';
import { wordsOf } from '../../../words/words.ts';
import { copyFaultOf } from '../backup/copy-fault.ts';
import { languageOf } from '../command-language.ts';
import { importWorkspace } from './import-workspace.ts';

/*
 * `npm run import -- <file> [--into DATA_DIR] [--replace]`, while the bridge does not run. Exit codes
 * (docs/operations.md): 0 imported, 1 not imported and nothing changed, 2 wrong use.
 */

const WRONG_USE = 2;

async function main(): Promise<number> {
  const say = wordsOf(languageOf(process.env)).copies;
  const asked = readArgs(process.argv.slice(2));
  if (asked === null) {
    console.error(say.importUsage.join('\n'));
    return WRONG_USE;
  }
  try {
    const { rows, entries, blobs, aside } = await importWorkspace({ ...asked, now: Date.now() });
    console.log(
      [
        say.imported(rows, asked.dataDir),
        say.counts(entries, blobs),
        ...(aside === null ? [] : [say.aside(aside)]),
        say.nextStart,
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    const fault = copyFaultOf(error, asked.dataDir);
    if (fault === null) throw error;
    console.error([say.notImported, say.faults[fault.why](fault.detail)].join('\n'));
    return 1;
  }
}

/** Null: that is not how it is used. */
function readArgs(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { into: { type: 'string' }, replace: { type: 'boolean' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return null;
    const { into = process.env.DATA_DIR || './data', replace = false } = values;
    return { file, dataDir: into, replaces: replace };
  } catch {
    return null;
  }
}

process.exitCode = await main();
