/**
 * Characters that show nothing: blanks of every kind, controls, characters that Unicode lets a
 * renderer ignore (Hangul fillers, zero-width characters, variation selectors, tags), bidi and
 * other format characters, and glyphs drawn empty (U+2800, U+1D159, U+16FE4). Some Arabic, Syriac
 * and Kaithi signs are format characters by category yet drawn all the same. A combining mark shows
 * on any base.
 */
export const SHOWS_NOTHING = String.raw`[[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{16FE4}]--[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]`;

const SOMETHING = new RegExp(`[^${SHOWS_NOTHING}]`, 'v');

/** Whether a reader sees nothing of the text. The platforms refuse such texts (line.md §2.7). */
export const isBlank = (text: string): boolean => !SOMETHING.test(text);
