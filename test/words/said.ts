/** The value given to a word: it stands out in the result, and is no digit, kana or kanji. */
const NAMES = ['⟦a⟧', '⟦b⟧', '⟦c⟧', '⟦d⟧', '⟦e⟧', '⟦f⟧', '⟦g⟧', '⟦h⟧'];
const given = (value: string | number | boolean | null) => NAMES.map(() => value);

/**
 * Sample arguments for words: names, none, one and several of everything, a name with an honorific,
 * and unknown values.
 */
const CALLS: readonly (readonly (string | number | boolean | null)[])[] = [
  NAMES,
  given(0),
  given(1),
  given(3),
  NAMES.map((name, at) => (at % 2 === 0 ? name : 2)),
  NAMES.map((name, at) => (at < 2 ? name : 2)),
  given('さくら様'),
  given(true),
  given(null),
];

export interface Said {
  readonly path: string;
  readonly text: string;
}

type AnyWord = (...values: readonly unknown[]) => unknown;

/** Some words look closely at their arguments, so not every call makes sense to them. */
function callAll(word: AnyWord): unknown[] {
  return CALLS.flatMap((values) => {
    try {
      return [word(...values)];
    } catch {
      return [];
    }
  });
}

/** Every text that the words can produce, by the path of the word, with sample values filled in. */
export function saidBy(value: unknown, path = ''): Said[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'function') {
    const texts = callAll((...values) => Reflect.apply(value, undefined, values));
    return texts.length === 0
      ? [{ path, text: 'never said' }]
      : texts.flatMap((text) => saidBy(text, path));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => saidBy(inner, `${path}.${key}`));
}
