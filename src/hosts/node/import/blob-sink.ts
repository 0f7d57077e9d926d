import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { type BlobSink, NotWhole } from '../../../store/copy/import-lines.ts';
import { blobFolders } from '../backup/blob-files.ts';

interface Open {
  readonly sha256: string;
  readonly file: number;
  readonly hash: Hash;
}

/**
 * Files of an import, each as it comes, below `folder`. `sync` writes their names through; `close` gives back what an
 * import that broke off left open.
 */
export function blobFilesSink(folder: string): BlobSink & { sync(): void; close(): void } {
  let open: Open | null = null;
  const folders = blobFolders(folder);
  const close = (): void => {
    if (open !== null) closeSync(open.file);
    open = null;
  };
  return {
    begin: (sha256) => {
      const file = openSync(folders.pathOf(sha256), 'wx', 0o600);
      open = { sha256, file, hash: createHash('sha256') };
    },
    take: (bytes) => {
      if (open === null) return;
      open.hash.update(bytes);
      for (let at = 0; at < bytes.byteLength; ) {
        at += writeSync(open.file, bytes, at, bytes.byteLength - at);
      }
    },
    end: () => {
      if (open === null) return;
      const { sha256, file, hash } = open;
      fsyncSync(file);
      close();
      if (hash.digest('hex') !== sha256) throw new NotWhole(`file ${sha256}`);
    },
    sync: folders.sync,
    close,
  };
}
