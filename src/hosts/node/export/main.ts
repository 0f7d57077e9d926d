import { copiedFolder, readPathAndFlags, runCopyCommand, tellGaps } from '../copy-command.ts';
import { exportWorkspace } from './export-workspace.ts';

/* `npm run export -- <file> [--without-files]`. */

/** Null: that is not how it is used. */
function readArgs() {
  const read = readPathAndFlags({ 'without-files': { type: 'boolean' } });
  return read && { file: read.path, withFiles: read.values['without-files'] !== true };
}

process.exitCode = await runCopyCommand({
  asked: readArgs(),
  place: ({ file }) => file,
  usage: (say) => say.exportUsage,
  failed: (say) => say.notExported,
  run: async (asked, say) => {
    const wish = { ...asked, dataDir: copiedFolder(say), now: Date.now() };
    const { lines, blobs, missing } = await exportWorkspace(wish);
    console.log(say.exported(asked.file, lines, blobs));
    return tellGaps(missing, say.exportGaps);
  },
});
