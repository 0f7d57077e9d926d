import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MasterKeys, readMasterKeys } from '../../../src/config/settings/master-keys.ts';
import { createSealer, IV_BYTES, type Sealed } from '../../../src/config/settings/seal.ts';

const RUNS = { numRuns: 60 };

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/);
const value = fc.string({ unit: 'grapheme', maxLength: 200 });
const place = fc.record({ objectId: fc.stringMatching(/^[0-9a-f]{8}$/), salt: bytes(16) });

const keysOf = (entries: readonly (readonly [string, Uint8Array])[]): MasterKeys => ({
  newest: entries[0]?.[0] ?? '',
  keys: new Map(entries),
});
const newIv = () => randomBytes(IV_BYTES);

test('what is sealed opens again, with its own key, for its own name and workspace', () => {
  fc.assert(
    fc.property(bytes(32), id, name, value, place, (master, keyId, of, secret, where) => {
      const sealer = createSealer(keysOf([[keyId, master]]), where, newIv);
      const sealed = sealer.seal(of, secret);
      expect(sealed.keyId).toBe(keyId);
      expect(sealer.open(of, sealed)).toBe(secret);
      const again = sealer.seal(of, secret);
      expect(Buffer.from(again.sealed)).not.toEqual(Buffer.from(sealed.sealed));
      const text = Buffer.from(secret);
      if (text.length > 4) expect(Buffer.from(sealed.sealed).includes(text)).toBe(false);
    }),
    RUNS,
  );
});

test('a row does not open for another name, workspace, salt, key or key id', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(bytes(32), { minLength: 2, maxLength: 2, comparator: isSame }),
      fc.uniqueArray(id, { minLength: 2, maxLength: 2 }),
      fc.uniqueArray(name, { minLength: 2, maxLength: 2 }),
      fc.uniqueArray(place, { minLength: 2, maxLength: 2, selector: ({ objectId }) => objectId }),
      value,
      (
        [one, two],
        [idOne = '', idTwo = ''],
        [nameOne = '', nameTwo = ''],
        [here, there],
        secret,
      ) => {
        if (!one || !two || !here || !there) throw new Error('two of each');
        const keys = keysOf([
          [idOne, one],
          [idTwo, two],
        ]);
        const sealed = createSealer(keys, here, newIv).seal(nameOne, secret);
        const opensAt = (where: typeof here, known = keys, of = nameOne, row: Sealed = sealed) =>
          createSealer(known, where, newIv).open(of, row);
        expect(opensAt(here)).toBe(secret);
        expect(opensAt(here, keys, nameTwo)).toBeNull();
        expect(opensAt(there)).toBeNull();
        expect(opensAt({ ...here, objectId: there.objectId })).toBeNull();
        expect(opensAt({ ...here, salt: Uint8Array.from(flipped(here.salt, 0)) })).toBeNull();
        expect(opensAt(here, keysOf([[idOne, two]]))).toBeNull();
        expect(opensAt(here, keysOf([[idTwo, one]]))).toBeNull();
        // Under another id the same key does not open it either.
        const renamed = keysOf([[idTwo, one]]);
        expect(opensAt(here, renamed, nameOne, { ...sealed, keyId: idTwo })).toBeNull();
      },
    ),
    RUNS,
  );
});

test('a changed bit anywhere, and any cut, is seen', () => {
  fc.assert(
    fc.property(bytes(32), name, value, place, fc.nat(), (master, of, secret, where, at) => {
      const sealer = createSealer(keysOf([['k', master]]), where, newIv);
      const row = sealer.seal(of, secret);
      expect(sealer.open(of, { ...row, sealed: flipped(row.sealed, at) })).toBeNull();
      const cut = row.sealed.subarray(0, at % row.sealed.length);
      expect(sealer.open(of, { ...row, sealed: cut })).toBeNull();
      const longer = Buffer.concat([row.sealed, Buffer.from([0])]);
      expect(sealer.open(of, { ...row, sealed: longer })).toBeNull();
    }),
    RUNS,
  );
});

test('the format is fixed: what this version seals, a later one opens', () => {
  const keys = keysOf([['2026-11', Buffer.alloc(32, 7)]]);
  const where = { objectId: 'ab'.repeat(32), salt: Buffer.alloc(16, 3) };
  const sealer = createSealer(keys, where, () => Buffer.alloc(IV_BYTES, 1));
  const row = sealer.seal('WORKS_BOT_SECRET', 'ひみつ');
  expect(Buffer.from(row.sealed).toString('hex')).toMatchInlineSnapshot(
    `"010101010101010101010101d456a0340a94c68ff1345d5ae9fe60197608119c57e335605e"`,
  );
});

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

function flipped(from: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(from);
  const index = at % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << (at % 8));
  return copy;
}

const KEY = Buffer.alloc(32, 9).toString('base64');

test('MASTER_KEYS: the first seals, each opens', () => {
  const read = readMasterKeys(JSON.stringify({ b: KEY, a: KEY }));
  expect(read.ok && [read.keys.newest, [...read.keys.keys.keys()]]).toEqual(['b', ['b', 'a']]);
});

test.each([
  [undefined],
  [''],
  ['no JSON with a-secret-in-it'],
  ['[]'],
  ['{}'],
  ['{"a":"dG9vIHNob3J0"}'],
  [`{"a":7}`],
  [`{"a b":"${KEY}"}`],
  [`{"2026":"${KEY}"}`],
])('MASTER_KEYS %s is refused by name, without a value', (text) => {
  const read = readMasterKeys(text);
  expect(read.ok ? '' : read.fault).toMatch(/^MASTER_KEYS: /);
  expect(JSON.stringify(read)).not.toContain('a-secret-in-it');
  expect(JSON.stringify(read)).not.toContain(KEY);
});
