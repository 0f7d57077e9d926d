import { parseArgs } from 'node:util';
import { wordsOf } from '../../../words/words.ts';
import { languageOf } from '../command-language.ts';
import { ownFolder } from '../own-folder.ts';
import { copyFaultOf } from './copy-fault.ts';
import { makeBackup } from './make-backup.ts';

/*
 * `npm run backup -- <folder> [--keep N]`, beside a running bridge. Exit codes (docs/operations.md): 0 made and
 * verified, 1 not made, 2 wrong use, 3 made and verified, but files are missing in DATA_DIR.
 */

const WRONG_USE = 2;
const WITH_GAPS = 3;
const GAPS_SHOWN = 10;

async function main(): Promise<number> {
  const say = wordsOf(languageOf(process.env)).copies;
  const asked = readArgs(process.argv.slice(2));
  if (asked === null) {
    console.error(say.backupUsage.join('\n'));
    return WRONG_USE;
  }
  const { path: dataDir, isSandbox } = ownFolder(process.env.DATA_DIR || './data');
  if (isSandbox) console.log(say.ofSandbox(dataDir));
  try {
    const made = await makeBackup({ ...asked, dataDir, now: Date.now() });
    console.log(say.backupMade(made.path, made.entries, made.blobs, made.pruned));
    if (made.missing.length === 0) return 0;
    console.error([say.gaps(made.missing.length), ...made.missing.slice(0, GAPS_SHOWN)].join('\n'));
    return WITH_GAPS;
  } catch (error) {
    const fault = copyFaultOf(error, asked.folder);
    if (fault === null) throw error;
    console.error([say.noBackupMade, say.faults[fault.why](fault.detail)].join('\n'));
    return fault.why === 'inside' ? WRONG_USE : 1;
  }
}

/** Null: that is not how it is used. */
function readArgs(args: string[]) {
  const parsed = parse(args);
  const [folder, ...more] = parsed?.positionals ?? [];
  if (parsed === null || folder === undefined || more.length > 0) return null;
  const {
    keep: wished,
    'with-audit-key': withAuditKey = false,
    'read-all': readAll = false,
  } = parsed.values;
  const keep = wished === undefined ? null : Number(wished);
  if (keep !== null && !(Number.isSafeInteger(keep) && keep >= 1)) return null;
  return { folder, keep, withAuditKey, readAll };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        keep: { type: 'string' },
        'with-audit-key': { type: 'boolean' },
        'read-all': { type: 'boolean' },
      },
    });
  } catch {
    return null;
  }
}

process.exitCode = await main();
