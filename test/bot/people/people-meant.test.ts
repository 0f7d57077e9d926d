import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWords } from '../../../bot/people/people-meant.ts';

test('fifty names of eight words are read', () => {
  const names = Array.from({ length: 50 }, () => Array.from({ length: 8 }, (_, n) => `w${n}`));
  expect(firstWords(names)).toEqual({ read: names, beyond: [] });
});

test('no list is cut within what could be one name, and no word is dropped', () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 150,
  });
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (stretches) => {
      const { read, beyond } = firstWords(stretches);
      expect([...read.flat(), ...beyond]).toEqual(stretches.flat());
      expect(read.flat().length).toBeLessThanOrEqual(400);
      const last = read.length - 1;
      const rest = (stretches[last]?.length ?? 0) - (read[last]?.length ?? 0);
      // At least as many as the longest name has, less the word before.
      if (rest > 0) expect(rest).toBeGreaterThanOrEqual(8);
    }),
  );
});
