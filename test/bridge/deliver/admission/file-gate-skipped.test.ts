import { expect, test } from 'vitest';
import { createFileGate } from '../../../../bridge/deliver/admission/file-gate.ts';

test('a released lane without a place does not block others', () => {
  const gate = createFileGate(2);
  for (const lane of ['a', 'b']) expect(gate.take('line', lane)).toBe(true);
  for (const lane of ['c', 'd', 'e', 'f', 'g']) expect(gate.take('line', lane)).toBe(false);
  expect(gate.waiting()).toEqual(['c', 'd', 'e', 'f', 'g']);
  // The file policy has ended the files of all waiting lanes: they have only words to send now.
  gate.release('a');
  gate.release('b');
  expect(gate.waiting()).toEqual([]);
});

test('while every place is taken, waiting lanes are not looked at', () => {
  const gate = createFileGate(1);
  expect(gate.take('line', 'a')).toBe(true);
  for (const lane of ['b', 'c']) expect(gate.take('line', lane)).toBe(false);
  gate.release('a');
  expect(gate.take('line', 'b')).toBe(true);
  expect(gate.take('line', 'c')).toBe(false);
  expect(gate.waiting()).toEqual(['c']);
  expect(gate.take('line-works', 'd')).toBe(true);
});
