import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reached } from '../domain/fault-points.ts';
import {
  type BlobStore,
  FREE_FLOOR_BYTES,
  HEAD_BYTES,
  type Kept,
  leave,
  type StoreRecord,
  type Unrecorded,
} from './blob-store.ts';

/** How much may be written before the free space is checked again. Bytes. */
const LOOK_AGAIN_BYTES = 16 * 1024 * 1024;
/** The piece size when reading. Bytes. */
const PIECE_BYTES = 128 * 1024;
const SHA256 = /^[0-9a-f]{64}$/;
/** Folders with people's files are closed to others. */
const FOR_US_ALONE = 0o700;

export interface DiskBlobsOptions {
  /** Created when missing. */
  readonly folder: string;
  readonly floorBytes?: number;
  /** Bytes that may still be written; tests replace this. */
  readonly freeBytes?: () => Promise<number>;
  /** Of crash tests alone. */
  readonly reached?: Reached;
}

/** Blobs as files named by their SHA-256. The start removes half-written files of a crash. */
export function diskBlobs(options: DiskBlobsOptions): BlobStore {
  const { folder, floorBytes = FREE_FLOOR_BYTES } = options;
  const halves = join(folder, 'incoming');
  rmSync(halves, { recursive: true, force: true });
  mkdirSync(halves, { recursive: true, mode: FOR_US_ALONE });
  closeFolders(folder);
  const freeBytes =
    options.freeBytes ??
    (async () => {
      const disk = await statfs(folder);
      return disk.bavail * disk.bsize;
    });
  const hasRoom = async () => (await freeBytes()) > floorBytes;

  return {
    async put(source, { mostBytes }) {
      const half = join(halves, randomBytes(16).toString('hex'));
      try {
        if (!(await hasRoom())) {
          await leave(source);
          return { kind: 'no-room' };
        }
        const kept = await writeDown(source, half, mostBytes, hasRoom);
        options.reached?.('fetch.half');
        if (kept.kind === 'kept') await nameByDigest(half, folder, kept.sha256);
        return kept;
      } catch (error) {
        return { kind: 'broken', detail: error instanceof Error ? error.message : 'unknown error' };
      } finally {
        await rm(half, { force: true });
      }
    },

    async open(sha256, range) {
      if (!SHA256.test(sha256)) return null;
      const path = pathOf(folder, sha256);
      const found = await stat(path).catch(nullIfMissing);
      if (found === null) return null;
      const first = range?.start ?? 0;
      const end = Math.min(range?.end ?? found.size - 1, found.size - 1);
      return { size: found.size, stream: readSlowly(path, first, end + 1) };
    },

    async sizeOf(sha256) {
      if (!SHA256.test(sha256)) return null;
      return (await stat(pathOf(folder, sha256)).catch(nullIfMissing))?.size ?? null;
    },

    async remove(sha256) {
      if (SHA256.test(sha256)) await rm(pathOf(folder, sha256), { force: true });
    },

    list: (cursor, known) => listFolder(folder, cursor, known),

    // Here the digest is a file's only place.
    discard: async () => {},
  };
}

const folderOf = (folder: string, sha256: string) => join(folder, sha256.slice(0, 2));
const pathOf = (folder: string, sha256: string) => join(folderOf(folder, sha256), sha256);

/** Gives a file its name for good. An equal file may stand there already: it is replaced by the same bytes. */
async function nameByDigest(half: string, folder: string, sha256: string): Promise<void> {
  const place = folderOf(folder, sha256);
  mkdirSync(place, { recursive: true, mode: FOR_US_ALONE });
  await rename(half, pathOf(folder, sha256));
  await syncFolder(place);
}

/** A folder at a time; the cursor is the last one's name. */
async function listFolder(
  folder: string,
  cursor: string | null,
  known: StoreRecord,
): ReturnType<BlobStore['list']> {
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
  const at = cursor === null ? 0 : names.findIndex((name) => name > cursor);
  const name = at < 0 ? undefined : names[at];
  if (name === undefined) return { unknown: [], next: null };
  const unknown: Unrecorded[] = [];
  for (const sha256 of await readdir(join(folder, name))) {
    if (!SHA256.test(sha256) || known.knowsDigest(sha256, false)) continue;
    const found = await stat(pathOf(folder, sha256)).catch(nullIfMissing);
    if (found !== null) unknown.push({ sha256, place: null, size: found.size, at: found.mtimeMs });
  }
  return { unknown, next: at + 1 < names.length ? name : null };
}

/** Closes folders that a version or a hand before us left open; the files in them never were. */
function closeFolders(folder: string): void {
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const path of [folder, ...inner.map(({ name }) => join(folder, name))]) {
    try {
      chmodSync(path, FOR_US_ALONE);
    } catch {
      // The folder has another owner, such as a disk mounted for us, who decides who may enter.
    }
  }
}

/** A missing file is an answer; a file that cannot be read is a fault, not "gone". */
function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** Lists the files in a store, for tests and doctor's counts. */
export const blobFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

async function writeDown(
  source: AsyncIterable<Uint8Array>,
  path: string,
  mostBytes: number | null,
  hasRoom: () => Promise<boolean>,
): Promise<Kept> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const head: Uint8Array[] = [];
    let size = 0;
    let looked = 0;
    for await (const piece of source) {
      if (size < HEAD_BYTES) head.push(piece.slice(0, HEAD_BYTES - size));
      size += piece.byteLength;
      if (mostBytes !== null && size > mostBytes) return { kind: 'too-large' };
      if (size - looked >= LOOK_AGAIN_BYTES) {
        looked = size;
        if (!(await hasRoom())) return { kind: 'no-room' };
      }
      hash.update(piece);
      await writeAll(file, piece);
    }
    await file.sync();
    return { kind: 'kept', sha256: hash.digest('hex'), size, head: Buffer.concat(head) };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.byteLength; ) {
    const { bytesWritten } = await file.write(piece, at, piece.byteLength - at);
    at += bytesWritten;
  }
}

/** The name must survive a power cut, too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Streams a file as fast as the reader takes it; it is open only during the reading. */
function readSlowly(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let file: FileHandle | null = null;
  let isLeft = false;
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        file ??= await open(path, 'r');
        // The reader left while the file was being opened.
        if (isLeft) return file.close();
        const length = Math.min(PIECE_BYTES, end - at);
        const piece = new Uint8Array(Math.max(0, length));
        const { bytesRead } = length > 0 ? await file.read(piece, 0, length, at) : { bytesRead: 0 };
        at += bytesRead;
        if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
        if (bytesRead > 0 && at < end) return;
        // Closes at the last byte: a reader who knows the length does not ask for more.
        await file.close();
        controller.close();
      },
      async cancel() {
        isLeft = true;
        await file?.close();
      },
    },
    { highWaterMark: 0 },
  );
}
