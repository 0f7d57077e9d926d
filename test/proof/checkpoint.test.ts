import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  originOf,
  readCheckpoint,
  signCheckpoint,
  writeCheckpoint,
} from '../../src/proof/checkpoint.ts';
import { asAppended, readNotes } from '../../src/proof/note-file.ts';
import { noteSigner } from '../../src/proof/note-key.ts';
import { judgeNote } from '../../src/proof/signed-note.ts';

const signer = noteSigner(originOf('400000001'), generateKeyPairSync('ed25519').privateKey);
const AT = Date.UTC(2026, 10, 27, 1, 2, 3, 4);
const HEAD = 'ab'.repeat(32);
const BODY = `kakehashi/400000001\n4096\n${Buffer.from(HEAD, 'hex').toString('base64')}\n2026-11-27T01:02:03.004Z\n`;

test('a checkpoint is four lines', () => {
  const checkpoint = { origin: 'kakehashi/400000001', entries: 4096, head: HEAD, at: AT };
  expect(writeCheckpoint(checkpoint)).toBe(BODY);
  expect(readCheckpoint(BODY)).toEqual(checkpoint);
});

test.each([
  ['a zero in front', BODY.replace('\n4096\n', '\n04096\n')],
  ['a sign', BODY.replace('\n4096\n', '\n+4096\n')],
  ['no number', BODY.replace('\n4096\n', '\nmany\n')],
  ['more entries than can be counted', BODY.replace('\n4096\n', '\n9999999999999999\n')],
  ['a shorter head', BODY.replace('q6ur', '')],
  ['a day that there is not', BODY.replace('11-27', '11-31')],
  ['a time of another form', BODY.replace('.004Z', 'Z')],
  ['no time', BODY.split('\n').slice(0, 3).join('\n')],
  ['a line more', `${BODY}x\n`],
  ['an empty line', BODY.replace('\n4096', '\n\n4096')],
  ['no origin', BODY.slice(BODY.indexOf('\n'))],
  ['no end', BODY.slice(0, -1)],
])('with %s it is none', (_what, text) => {
  expect(readCheckpoint(text)).toBeNull();
});

const checkpoints = fc.record({
  entries: fc.nat({ max: 2 ** 40 }),
  head: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b) => Buffer.from(b).toString('hex')),
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map(Number),
});

test('what is written is read again, signed and whole', () => {
  fc.assert(
    fc.property(checkpoints, (checkpoint) => {
      const verdict = judgeNote(signCheckpoint(signer, checkpoint), [signer.key]);
      expect(verdict.kind === 'signed' && readCheckpoint(verdict.text)).toEqual({
        origin: 'kakehashi/400000001',
        ...checkpoint,
      });
    }),
    { numRuns: 50 },
  );
});

describe('a file of notes', () => {
  const [one = '', two = '', three = ''] = [1, 2, 3].map((entries) =>
    signCheckpoint(signer, { entries, head: HEAD, at: AT }),
  );
  const file = [one, two, three].map(asAppended).join('');
  const notesOf = (text: string) => readNotes(text).notes.map(({ note }) => note);

  test('is read note by note, with the line of each', () => {
    expect(readNotes(file)).toEqual({
      notes: [one, two, three].map((note, at) => ({ note, line: 1 + at * 7 })),
      tornAt: null,
    });
    expect(readNotes('')).toEqual({ notes: [], tornAt: null });
  });

  test('cut anywhere, it keeps each whole note, and says where a torn one begins', () => {
    for (let length = 0; length < file.length; length += 1) {
      const cut = file.slice(0, length);
      const { notes, tornAt } = readNotes(cut);
      const whole = [one, two, three].filter((_, at) => length >= lengthOf(at + 1) - 1);
      expect(notes.map(({ note }) => note)).toEqual(whole);
      const isTorn = length > lengthOf(whole.length);
      expect(tornAt).toBe(isTorn ? lengthOf(whole.length) : null);
    }
  });
  const lengthOf = (notes: number) => asAppended(one).length * notes;

  test('a note alone, more empty lines and a second signature do no harm', () => {
    expect(notesOf(one)).toEqual([one]);
    expect(notesOf(`\n\n${asAppended(one)}\n\n${two}`)).toEqual([one, two]);
    const witnessed = `${one}— witness AAAAAAAA\n`;
    expect(notesOf(`${asAppended(witnessed)}${two}`)).toEqual([witnessed, two]);
  });

  test('a damaged piece stands in its place, and those around it are read', () => {
    const damaged = two.replace('\n\n—', '\n\n-');
    const read = notesOf(`${asAppended(one)}${asAppended(damaged)}${asAppended(three)}`);
    expect([read[0], read.at(-1)]).toEqual([one, three]);
    expect(read).toHaveLength(4);
  });
});
