import { readFromInto, runCopyCommand, tellFilled } from '../copy-command.ts';
import { restoreBackup } from './restore-backup.ts';

/* `npm run restore -- <folder> [--into DATA_DIR] [--replace]`, while the bridge does not run. */

process.exitCode = await runCopyCommand({
  asked: readFromInto(),
  place: ({ dataDir }) => dataDir,
  usage: (say) => say.restoreUsage,
  failed: (say) => say.notRestored,
  run: async (asked, say) => {
    const done = await restoreBackup({ ...asked, now: Date.now() });
    tellFilled(say, say.restored(done.from, done.at, asked.dataDir), done);
    return 0;
  },
});
