import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { SECOND_MS } from '../../../domain/durations.ts';

/* Files that are there after a power cut, for this user of the machine only. */

const PIECE_BYTES = 256 * 1024;

/** Writes what is in memory of a file, or of the names in a folder, to the disk. */
export function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A file's pieces; each is to be used before the next is asked for. */
export function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      const read = readSync(file, piece, 0, PIECE_BYTES, null);
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** SHA-256 of a file, hex. */
export function digestOf(path: string): string {
  const hash = createHash('sha256');
  for (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest('hex');
}

/** Writes a new file. Returns its SHA-256, hex. */
export function writeNew(path: string, pieces: Iterable<Uint8Array>): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const piece of pieces) {
      hash.update(piece);
      for (let at = 0; at < piece.byteLength; ) {
        at += writeSync(file, piece, at, piece.byteLength - at);
      }
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** Copies a file to a new name. Returns its SHA-256, hex. */
export const copyNew = (from: string, to: string): string => writeNew(to, piecesOf(from));

/** A name in a folder that is of this instant; where it is taken, of the next second that is free. Epoch ms. */
export function freeName(folder: string, prefix: string, at: number): string {
  const stamp = new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  const name = `${prefix}-${stamp}`;
  return existsSync(join(folder, name)) ? freeName(folder, prefix, at + SECOND_MS) : name;
}

/** Makes a folder for us alone. */
export const newFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
};
