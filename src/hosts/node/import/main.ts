import { readFromInto, runCopyCommand, tellFilled } from '../copy-command.ts';
import { importWorkspace } from './import-workspace.ts';

/* `npm run import -- <file> [--into DATA_DIR] [--replace]`, while the bridge does not run. */

process.exitCode = await runCopyCommand({
  asked: readFromInto(),
  place: ({ dataDir }) => dataDir,
  usage: (say) => say.importUsage,
  failed: (say) => say.notImported,
  run: async ({ from: file, ...into }, say) => {
    const done = await importWorkspace({ ...into, file, now: Date.now() });
    tellFilled(say, say.imported(done.rows, into.dataDir), done);
    return 0;
  },
});
