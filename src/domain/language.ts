/** The languages Kakehashi speaks. */
export type Language = 'ja' | 'en';

/**
 * The language for a BCP 47 tag (`ja-JP`) or a LINE WORKS locale (`ja_JP`). Speakers of any other
 * language are likelier to read English than Japanese; `fallback` when no tag is known.
 */
export function languageOf(tag: string | null | undefined, fallback: Language): Language {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  if (primary === '' || primary === 'und') return fallback;
  return primary === 'ja' ? 'ja' : 'en';
}
