import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { systemChance } from '../../../src/hosts/chance.ts';
import { keptSecretKey } from '../../../src/hosts/node/secret-key.ts';
import { diskBlobs } from '../../../src/media/disk-blobs.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { keptSecret } from '../../../src/store/sqlite/secrets.ts';

/** Customers' texts and the keys that sign links are for one user of the machine only. */

let root: string;
let folder: string;
let umask: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kakehashi-modes-'));
  folder = join(root, 'data');
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(root, { recursive: true, force: true });
});

/** Every file and folder that others may read, write or enter, and the number of all. */
function modesIn(path: string) {
  const names = ['.', ...readdirSync(path, { recursive: true, encoding: 'utf8' })];
  const open = names.filter((name) => (statSync(join(path, name)).mode & 0o077) !== 0);
  return { open, count: names.length };
}

const looser = (path: string) => {
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    const inner = join(path, name);
    chmodSync(inner, statSync(inner).isDirectory() ? 0o755 : 0o644);
  }
  chmodSync(path, 0o755);
};

/** Writes, so that the log and its index exist. */
function writeInto(path: string) {
  const store = openNodeStore(path);
  keptSecret(store.db, 'links', () => 'key');
  return store;
}

describe.each([0, 0o022])('under umask %i', (mask) => {
  beforeEach(() => {
    process.umask(mask);
  });

  test.each(['made by us', 'there already, open to all'])(
    'the database in a folder %s',
    (state) => {
      if (state !== 'made by us') mkdirSync(folder, { mode: 0o755 });
      const store = writeInto(folder);
      expect(readdirSync(folder).sort()).toEqual(
        expect.arrayContaining(['kakehashi.db', 'kakehashi.db-shm', 'kakehashi.db-wal']),
      );
      expect(modesIn(folder).open).toEqual([]);
      store.close();
      expect(modesIn(folder).open).toEqual([]);
    },
  );

  test('files that a version left open are closed', () => {
    const before = writeInto(folder);
    keptSecretKey(folder, systemChance);
    // As a killed process leaves them: the log still holds what was written.
    const left = join(root, 'left');
    cpSync(folder, left, { recursive: true });
    before.close();
    looser(left);
    const after = writeInto(left);
    keptSecretKey(left, systemChance);
    expect(modesIn(left).open).toEqual([]);
    after.close();
  });

  test('an incomplete key file that was open to all does not pass its mode on to the new key', () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'secret.key.new'), 'half', { mode: 0o644 });
    keptSecretKey(folder, systemChance);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  test('people’s files are closed to others', async () => {
    const path = join(folder, 'blobs');
    const options = { folder: path, freeBytes: async () => 2 ** 40 };
    const source = async function* () {
      yield Buffer.from('a picture');
    };
    expect(await diskBlobs(options).put(source(), { mostBytes: null })).toMatchObject({
      kind: 'kept',
    });
    expect(modesIn(path).open).toEqual([]);
    looser(path);
    chmodSync(path, 0o777);
    diskBlobs(options);
    const { open } = modesIn(path);
    // The files were always closed; the folders were not.
    expect(open.filter((name) => statSync(join(path, name)).isDirectory())).toEqual([]);
  });

  test('the sandbox’s files are closed to others', async () => {
    mkdirSync(folder, { mode: 0o755 });
    for (const _start of ['new', 'again']) {
      const sandbox = await startSandbox({ folder });
      sandbox.line.addUser({ displayName: '山田花子' });
      const { open, count } = modesIn(folder);
      await sandbox.stop();
      expect(open).toEqual([]);
      expect(count).toBeGreaterThan(4);
      looser(folder);
    }
  });
});

test('a shared folder such as /tmp stays as it is; our files in it do not', () => {
  mkdirSync(folder);
  chmodSync(folder, 0o1777);
  const store = writeInto(folder);
  expect(statSync(folder).mode & 0o7777).toBe(0o1777);
  expect(modesIn(folder).open).toEqual(['.']);
  store.close();
});
