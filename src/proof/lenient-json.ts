/* Reading of JSON that a stranger may have written: a value of another type becomes an empty one. */

/** What a text holds; null where it is no JSON. */
export function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its reader judges by what is missing.
    return null;
  }
}

/** A field of an object, its own; undefined: there is none. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asNumber = (value: unknown): number => (typeof value === 'number' ? value : 0);

export const asTexts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(asText) : [];

/** Null stays null. */
export const orNull = <Value>(value: unknown, read: (value: unknown) => Value): Value | null =>
  value === null ? null : read(value);
