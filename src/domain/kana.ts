/** From a hiragana to its katakana, iteration marks included. */
const TO_KATAKANA = 0x60;

/** The same text with katakana for hiragana, so that たなか finds タナカ. Half width is NFKC's part. */
export const toKatakana = (text: string): string =>
  text.replace(/[ぁ-ゖゝゞ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + TO_KATAKANA));
