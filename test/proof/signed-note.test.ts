import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isKeyName,
  noteSigner,
  privateKeyOfSeed,
  readVerifierKey,
  writeVerifierKey,
} from '../../src/proof/note-key.ts';
import { judgeNote, readNote, signNote } from '../../src/proof/signed-note.ts';

/** The example of golang.org/x/mod/sumdb/note, which the specification follows. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const NOTE = `${TEXT}\n${SIGNATURE}`;

const keyOf = (text: string) => {
  const key = readVerifierKey(text);
  if (key === null) throw new Error('no key');
  return key;
};
const peter = keyOf(PETER);
const someone = noteSigner('someone/1', generateKeyPairSync('ed25519').privateKey);

describe('the known example', () => {
  test('is verified', () => {
    expect(judgeNote(NOTE, [peter])).toEqual({ kind: 'signed', text: TEXT, keys: [peter] });
  });

  test('is signed with the same bytes by its seed', () => {
    const signer = noteSigner('PeterNeumann', privateKeyOfSeed(SEED));
    expect(writeVerifierKey(signer.key)).toBe(PETER);
    expect(signNote(signer, TEXT)).toBe(NOTE);
  });
});

test.each([
  ['no number', 'PeterNeumann+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
  ['another number', PETER.replace('c74f20a3', 'c74f20a4')],
  ['another name', PETER.replace('Peter', 'Pater')],
  ['a name with a space', PETER.replace('PeterN', 'Peter N')],
  ['another kind of key', PETER.replace('+ARpc', '+AhPc')],
  ['a key cut off', PETER.slice(0, -4)],
  ['sloppy base64', `${PETER}=`],
  ['a line break behind', `${PETER}\n`],
  ['nothing', ''],
])('a verifier key with %s is none', (_what, text) => {
  expect(readVerifierKey(text)).toBeNull();
});

test.each(['', 'a b', 'a+b', 'a\u3000b', 'a\nb', 'a\u0085b', '\ud800', 'x'.repeat(201)])(
  'no key is called %j',
  (name) => expect(isKeyName(name)).toBe(false),
);

test.each([
  ['nothing', ''],
  ['a text alone', TEXT],
  ['no empty line', `${TEXT}${SIGNATURE}`],
  ['no line break at its end', NOTE.slice(0, -1)],
  ['an empty line at its end', `${NOTE}\n`],
  ['a tab', NOTE.replace('know', 'kn\tow')],
  ['a carriage return', NOTE.replaceAll('\n', '\r\n')],
  ['a NUL', NOTE.replace('know', 'kn\0ow')],
  ['half a character', NOTE.replace('know', 'kn\ud800ow')],
  ['a hyphen for the dash', NOTE.replace('—', '-')],
  ['a line that is no signature', `${NOTE}x\n`],
  ['a signature without a name', NOTE.replace('PeterNeumann ', '')],
  ['sloppy base64', NOTE.replace('JnAM=', 'JnAN=')],
  ['a signature of no bytes', `${TEXT}\n— PeterNeumann x08gow==\n`],
  ['no text', `\n\n${SIGNATURE}`],
  ['too many signatures', `${TEXT}\n${SIGNATURE.repeat(65)}`],
  ['more than a note may hold', `${'x'.repeat(400_000)}\n\n${SIGNATURE}`],
])('a note with %s is none', (_what, note) => {
  expect(readNote(note)).toBeNull();
  expect(judgeNote(note, [peter])).toEqual({ kind: 'altered' });
});

test('signatures of others are left aside, and alone they prove nothing', () => {
  const both = `${NOTE}${signNote(someone, TEXT).slice(TEXT.length + 1)}`;
  expect(judgeNote(both, [peter])).toMatchObject({ kind: 'signed', keys: [peter] });
  expect(judgeNote(both, [peter, someone.key])).toMatchObject({ keys: [peter, someone.key] });
  expect(judgeNote(both, [])).toMatchObject({ kind: 'unknown-key' });
  const sameName = noteSigner('PeterNeumann', generateKeyPairSync('ed25519').privateKey);
  expect(judgeNote(signNote(sameName, TEXT), [peter])).toMatchObject({ kind: 'unknown-key' });
});

test('a false signature under the name of a known key spoils a note that another key signed', () => {
  const other = signNote(someone, `${TEXT}x\n`).slice(TEXT.length + 3);
  expect(judgeNote(`${NOTE}${other}`, [peter, someone.key])).toEqual({ kind: 'altered' });
  expect(judgeNote(`${NOTE}${other}`, [peter])).toMatchObject({ kind: 'signed' });
});

test('the text may have empty lines: the last one parts it from the signatures', () => {
  const note = signNote(someone, 'one\n\ntwo\n');
  expect(judgeNote(note, [someone.key])).toMatchObject({ kind: 'signed', text: 'one\n\ntwo\n' });
});

test('what is signed is verified, and no bit of it can be changed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map(printable),
      fc.nat(),
      fc.nat(7),
      (text, place, bit) => {
        const note = signNote(someone, text);
        expect(judgeNote(note, [someone.key])).toMatchObject({ kind: 'signed', text });
        const bytes = Buffer.from(note);
        const at = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        expect(judgeNote(bytes.toString(), [someone.key]).kind).not.toBe('signed');
      },
    ),
    { numRuns: 100 },
  );
});

/** A text that may stand in a note. */
const printable = (text: string) => `${text.replace(/[\p{Cc}\p{Cs}]/gu, '.')}\n`;
