import { open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { FREE_FLOOR_BYTES } from '../../media/blob-store.ts';
import type { ExportStore } from '../../services/audit-export/daily.ts';
import { privateFolder } from '../../store/sqlite/private-files.ts';

/** How much may be written before the free space is checked again. Bytes. */
const LOOK_AGAIN_BYTES = 16 * 1024 * 1024;

/** The disk is at its floor: the inbox needs the rest (DESIGN §11 Disk). */
class DiskFull extends Error {
  readonly code = 'ENOSPC';
}

/** Exports in a folder, for this user of the machine only. A file gets its name when it is whole. */
export function exportFolder(folder: string): ExportStore {
  return {
    write: async (name, bytes) => {
      privateFolder(folder);
      const half = join(folder, `.${name}.part`);
      try {
        await writeDown(folder, half, bytes);
        await rename(half, join(folder, name));
        await sync(folder);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
    },
  };
}

async function writeDown(
  folder: string,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  await checkRoom(folder);
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    let unchecked = 0;
    for await (const piece of bytes) {
      await file.writeFile(piece);
      unchecked += piece.byteLength;
      if (unchecked < LOOK_AGAIN_BYTES) continue;
      unchecked = 0;
      await checkRoom(folder);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function checkRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < FREE_FLOOR_BYTES) throw new DiskFull('The disk is nearly full.');
}

/** The name must survive a power cut, too. */
async function sync(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
