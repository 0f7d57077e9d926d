import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNodeStore } from '../../src/store/sqlite/node.ts';

let made: Buffer | undefined;

/** Copies an empty database of this version into a folder: migrating for each test takes long. */
export function putNewDatabase(folder: string): void {
  made ??= makeOne();
  writeFileSync(join(folder, 'kakehashi.db'), made, { mode: 0o600 });
}

function makeOne(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-new-'));
  openNodeStore(folder).close();
  const bytes = readFileSync(join(folder, 'kakehashi.db'));
  rmSync(folder, { recursive: true, force: true });
  return bytes;
}
