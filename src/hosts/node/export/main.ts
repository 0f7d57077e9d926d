import { parseArgs } from 'node:util';
import { wordsOf } from '../../../words/words.ts';
import { copyFaultOf } from '../backup/copy-fault.ts';
import { languageOf } from '../command-language.ts';
import { ownFolder } from '../own-folder.ts';
import { exportWorkspace } from './export-workspace.ts';

/*
 * `npm run export -- <file> [--without-files]`. Exit codes (docs/operations.md): 0 written, 1 not written, 2 wrong use,
 * 3 written, but files are missing in DATA_DIR.
 */

const WRONG_USE = 2;
const WITH_GAPS = 3;
const GAPS_SHOWN = 10;

async function main(): Promise<number> {
  const say = wordsOf(languageOf(process.env)).copies;
  const asked = readArgs(process.argv.slice(2));
  if (asked === null) {
    console.error(say.exportUsage.join('\n'));
    return WRONG_USE;
  }
  const { path: dataDir, isSandbox } = ownFolder(process.env.DATA_DIR || './data');
  if (isSandbox) console.log(say.ofSandbox(dataDir));
  try {
    const { lines, blobs, missing } = await exportWorkspace({ ...asked, dataDir, now: Date.now() });
    console.log(say.exported(asked.file, lines, blobs));
    if (missing.length === 0) return 0;
    console.error([say.gaps(missing.length), ...missing.slice(0, GAPS_SHOWN)].join('\n'));
    return WITH_GAPS;
  } catch (error) {
    const fault = copyFaultOf(error, asked.file);
    if (fault === null) throw error;
    console.error([say.notExported, say.faults[fault.why](fault.detail)].join('\n'));
    return 1;
  }
}

/** Null: that is not how it is used. */
function readArgs(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'without-files': { type: 'boolean' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return null;
    return { file, withFiles: values['without-files'] !== true };
  } catch {
    return null;
  }
}

process.exitCode = await main();
