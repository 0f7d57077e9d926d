import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freeName, newFolder, sync } from './durable-files.ts';
import { findManifest } from './manifest.ts';

/* The folder of backups: each is a folder in it, named by its instant. Whatever else is there is left alone. */

const NAME = /^kakehashi-\d{8}T\d{6}Z$/;
const PART = /^kakehashi-\d{8}T\d{6}Z\.part$/;
/** In a folder that is being written: only a folder with this is ever removed before it is whole. */
const PART_MARK = '.being-written';

/** Whole backups, the newest first. */
export const wholeBackups = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => NAME.test(name) && findManifest(join(folder, name)) !== null)
    .sort()
    .reverse()
    .map((name) => join(folder, name));

/** A new backup before it has its name, and what becomes of it. */
export interface Part {
  readonly path: string;
  /** Gives it its name, for good. Returns its path. */
  keep(): string;
  discard(): void;
}

/** Begins a backup in this folder, and clears away what an earlier one left behind half-written. */
export function beginPart(folder: string, madeAt: number): Part {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (PART.test(name) && existsSync(join(path, PART_MARK))) removeFolder(path);
  }
  const kept = join(folder, freeName(folder, 'kakehashi', madeAt));
  const path = `${kept}.part`;
  newFolder(path);
  writeFileSync(join(path, PART_MARK), '', { mode: 0o600 });
  return {
    path,
    keep: () => {
      rmSync(join(path, PART_MARK));
      sync(path);
      renameSync(path, kept);
      sync(folder);
      return kept;
    },
    discard: () => removeFolder(path),
  };
}

/**
 * Removes all but the newest backups, of which `made` is one also where the clock was set back. Only what has a name and
 * a manifest of ours counts. Returns how many went.
 */
export function prune(folder: string, made: string, keep: number): number {
  const others = wholeBackups(folder).filter((path) => path !== made);
  const old = others.slice(Math.max(1, keep) - 1);
  for (const path of old) removeFolder(path);
  return old.length;
}

const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true });
