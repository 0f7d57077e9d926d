import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loginIdFault } from '../../../src/domain/addressee/talk-id.ts';
import { readOwnWord } from '../../../src/domain/messages/own-words.ts';

const WORDS = ['メンバー', 'members', '終了', 'leave', 'ヘルプ', 'help'];

test('each command is known in any width and case, with space around it', () => {
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
  for (const word of WORDS) {
    for (const said of [word, word.toUpperCase(), wide(word), `　${word} \n`]) {
      expect(readOwnWord(said)).not.toBeNull();
    }
  }
});

test('a message with more than the command is an ordinary message', () => {
  const letters = fc.stringMatching(/^[a-zぁ-ん0-9、。！？]{1,10}$/);
  fc.assert(
    fc.property(fc.constantFrom(...WORDS), letters, fc.boolean(), (word, more, before) => {
      expect(readOwnWord(before ? `${more}${word}` : `${word}${more}`)).toBeNull();
    }),
  );
});

test('any text is either a command or not: nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
      expect([null, 'members', 'leave', 'help']).toContain(readOwnWord(text));
    }),
  );
});

test('no member can hold a command as a Talk ID', () => {
  for (const word of WORDS) expect(loginIdFault(word)).not.toBeNull();
});
