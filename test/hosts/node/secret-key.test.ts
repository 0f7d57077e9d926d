import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemChance } from '../../../src/hosts/chance.ts';
import { keptSecretKey } from '../../../src/hosts/node/secret-key.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { keptSecret } from '../../../src/store/sqlite/secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('on a disk the key is made once, readable by its owner only', () => {
  const key = keptSecretKey(folder, systemChance);
  expect(key.length).toBeGreaterThanOrEqual(40);
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(keptSecretKey(folder, systemChance)).toBe(key);
});

test('on a disk a file without a key is replaced, and an operator’s key is kept', () => {
  const path = join(folder, 'secret.key');
  writeFileSync(path, 'short');
  expect(keptSecretKey(folder, systemChance)).not.toContain('short');
  expect(readFileSync(path, 'utf8').trim().length).toBeGreaterThanOrEqual(40);
  writeFileSync(path, 'a key that an operator chose\n');
  expect(keptSecretKey(folder, systemChance)).toBe('a key that an operator chose');
});

test('without a disk the key is made once and kept with the data', () => {
  const store = openNodeStore(folder);
  let made = 0;
  const make = () => {
    made += 1;
    return `key ${made}`;
  };
  expect(keptSecret(store.db, 'links', make)).toBe('key 1');
  expect(keptSecret(store.db, 'links', make)).toBe('key 1');
  expect(keptSecret(store.db, 'other', make)).not.toBe('key 1');
  store.close();
});
