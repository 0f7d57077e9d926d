import { copiedFolder, readPathAndFlags, runCopyCommand, tellGaps } from '../copy-command.ts';
import { makeBackup } from './make-backup.ts';

/* `npm run backup -- <folder> [--keep N] [--with-audit-key] [--read-all]`, beside a running bridge. */

/** Null: that is not how it is used. */
function readArgs() {
  const read = readPathAndFlags({
    keep: { type: 'string' },
    'with-audit-key': { type: 'boolean' },
    'read-all': { type: 'boolean' },
  });
  if (read === null) return null;
  const { keep: wished, 'with-audit-key': withAuditKey, 'read-all': readAll } = read.values;
  const keep = wished === undefined ? null : Number(wished);
  if (keep !== null && !(Number.isSafeInteger(keep) && keep >= 1)) return null;
  return {
    folder: read.path,
    keep,
    withAuditKey: withAuditKey === true,
    readAll: readAll === true,
  };
}

process.exitCode = await runCopyCommand({
  asked: readArgs(),
  place: ({ folder }) => folder,
  usage: (say) => say.backupUsage,
  failed: (say) => say.noBackupMade,
  run: async (asked, say) => {
    const made = await makeBackup({ ...asked, dataDir: copiedFolder(say), now: Date.now() });
    console.log(say.backupMade(made.path, made.entries, made.blobs, made.pruned));
    return tellGaps(made.missing, say.gaps);
  },
});
