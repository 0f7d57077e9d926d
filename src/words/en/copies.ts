import type { TerminalWords } from '../ja/terminal.ts';
import { plural } from './plural.ts';

/** `npm run backup`, `restore`, `export` and `import` in a terminal. */
export const copies: TerminalWords['copies'] = {
  backupUsage: [
    'npm run backup -- FOLDER [--keep N] [--with-audit-key] [--read-all]',
    '  Makes a backup of DATA_DIR in the folder and verifies it. The bridge may be running.',
    '  --keep: keeps that many of the newest backups and removes older ones.',
    '  --with-audit-key: includes the key that signs the audit log (audit.key). Keep such a backup locked away.',
    '  --read-all: also reads files again that an earlier backup shares.',
    'Exit codes: 0 made, 1 not made, 2 wrong use, 3 made, but files are missing in DATA_DIR',
  ],
  restoreUsage: [
    'npm run restore -- FOLDER [--into DATA_DIR] [--replace]',
    '  Verifies a backup (or the newest in the folder) and restores it to DATA_DIR. Stop the bridge first.',
    '  --replace: moves what is in DATA_DIR to before-restore-… in it, and then restores.',
    'Exit codes: 0 restored, 1 not restored (nothing was changed), 2 wrong use',
  ],
  exportUsage: [
    'npm run export -- FILE.ndjson[.gz] [--without-files]',
    '  Writes what is in DATA_DIR to one file. To move, stop the bridge first.',
    '  --without-files: leaves out the files that people sent.',
    'Exit codes: 0 written, 1 not written, 2 wrong use, 3 written, but files are missing in DATA_DIR',
  ],
  importUsage: [
    'npm run import -- FILE.ndjson[.gz] [--into DATA_DIR] [--replace]',
    '  Verifies an exported file and reads it into DATA_DIR. Stop the bridge first.',
    '  --replace: moves what is in DATA_DIR to before-restore-… in it, and then imports.',
    'Exit codes: 0 imported, 1 not imported (nothing was changed), 2 wrong use',
  ],
  ofSandbox: (folder) => `Data of the sandbox: ${folder}`,
  backupMade: (path, entries, blobs, pruned) =>
    [
      `Backup made and verified: ${path}`,
      `${plural(entries, 'entry', 'entries')} of the audit log, ${plural(blobs, 'file', 'files')}${
        pruned > 0 ? `; ${plural(pruned, 'old backup', 'old backups')} removed` : ''
      }.`,
    ].join('\n'),
  gaps: (count) =>
    `In DATA_DIR, ${plural(count, 'file is', 'files are')} missing or damaged (blobs). All else is in the backup. No old backup was removed.`,
  exportGaps: (count) =>
    `In DATA_DIR, ${plural(count, 'file is', 'files are')} missing or damaged (blobs). All else was exported.`,
  noBackupMade: 'No backup was made. Earlier backups are as they were.',
  restored: (from, when, dataDir) =>
    `Verified ${from} (as of ${when}) and restored it to ${dataDir}.`,
  counts: (entries, blobs) =>
    `${plural(entries, 'entry', 'entries')} of the audit log, ${plural(blobs, 'file', 'files')}.`,
  aside: (folder) => `What was there before is now in ${folder}.`,
  nextStart:
    'At the next start, whatever waited to be sent is recorded as uncertain and not sent; the administrators are told.',
  notRestored: 'Nothing was restored. What was in DATA_DIR is as it was.',
  exported: (file, rows, blobs) =>
    `Written to ${file}: ${plural(rows, 'row', 'rows')}, ${plural(blobs, 'file', 'files')}.`,
  notExported: 'Nothing was exported.',
  imported: (rows, dataDir) =>
    `Verified and imported to ${dataDir}: ${plural(rows, 'row', 'rows')}.`,
  notImported: 'Nothing was imported. What was in DATA_DIR is as it was.',
  faults: {
    'no-database': (detail) => `There is no database in ${detail}. Check DATA_DIR.`,
    'older-database': (detail) =>
      `${detail} is of an earlier version. Start this version once, or use the version that wrote it.`,
    migrating: (detail) =>
      `A newer version is bringing the database up to date (${detail}). Wait until it has, or start that version again where it was cut off; then run this again.`,
    'newer-database': (detail) =>
      `It was exported by another version (${detail}). Use the same version on both sides, and export again.`,
    inside: (detail) =>
      `${detail} is within DATA_DIR. Name a folder outside of it, best on another disk.`,
    'under-way': (detail) =>
      `Another backup to ${detail} is under way. Run this again when it has ended.`,
    'in-use': (detail) => `A bridge is running in ${detail}. Stop it first.`,
    'not-empty': (detail) =>
      `${detail} is not empty. Name an empty folder with --into, or add --replace if what is there may be moved aside.`,
    finished: (detail) =>
      `A restore into ${detail} that was interrupted is now complete. The bridge can start. To restore something else, run this again with --replace.`,
    'disk-full': (detail) =>
      `The disk has too little room: ${detail}. Make room, or name another disk.`,
    'no-permission': (detail) => `No permission to read or write: ${detail}`,
    'no-backup': (detail) =>
      `There is no backup in ${detail}. Name the folder with backup.json, or the folder around it.`,
    'not-whole': (detail) => `It is damaged, cut short or altered: ${detail}`,
    breach: (detail) =>
      `The audit log does not verify: ${detail}. Copy the whole DATA_DIR as it is before anything else, then run "audit verify".`,
    'no-file': (detail) => `There is no such file or folder: ${detail}`,
    exists: (detail) => `There is a file of the name ${detail}. Name another one.`,
  },
};
