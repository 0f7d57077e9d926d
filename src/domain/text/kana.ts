/** The distance from a hiragana to its katakana, iteration marks included. */
const TO_KATAKANA = 0x60;

/** Replaces hiragana by katakana, so that たなか finds タナカ. NFKC handles half width. */
export const toKatakana = (text: string): string =>
  text.replace(/[ぁ-ゖゝゞ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + TO_KATAKANA));
