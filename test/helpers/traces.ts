import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { termsOf } from '../../src/domain/audit-index/terms.ts';
import { normaliseForSearch } from '../../src/domain/text/searched-text.ts';

/**
 * Characters that occur nowhere else in a test: wherever one of them stands in a file, alone or as
 * half of an index term, it is a trace of these words. Four bytes each: three are found by chance among salts and digests.
 */
export const RARE = '𠀀𠂇𠔻𠮷𡈁𡌛𡑮𡢽𠮟𡚴';

/**
 * Where words can still be read: every file of a folder that contains them, whole or in pairs, as
 * text, as JSON, as terms of the search index, or as their digest.
 */
export function tracesOf(folder: string, words: string): string[] {
  const letters = [...normaliseForSearch(words)].filter((letter) => RARE.includes(letter));
  // In a sentence neighbours are looked for; letters by themselves stand for the places of a test where each is part of
  // other words.
  const isSentence = letters.length < [...words].length;
  const forms = new Map<string, Buffer>();
  const add = (name: string, text: string) => forms.set(name, Buffer.from(text));
  add('the words', words);
  add('the words in JSON', JSON.stringify(words).slice(1, -1));
  add('their digest', createHash('sha256').update(words).digest('hex'));
  for (const term of termsOf(normaliseForSearch(letters.join('')))) {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(term, 0, 6);
    // A single character is too short to be told from other bytes.
    if (term > 0xffffff) forms.set(`the term ${term.toString(16)}`, bytes);
  }
  for (const [at, letter] of letters.entries()) {
    const escaped = letter.replaceAll(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
    add(escaped, escaped);
    const next = letters[at + 1];
    if (isSentence && next !== undefined) add(`the letters ${letter}${next}`, letter + next);
    if (!isSentence) add(`the letter ${letter}`, letter);
    if (next === undefined) continue;
    forms.set(`${letter}${next} in UTF-16`, Buffer.from(letter + next, 'utf16le'));
  }
  return filesIn(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    return [...forms]
      .filter(([, form]) => bytes.includes(form))
      .map(([form]) => `${name}: ${form}`);
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
