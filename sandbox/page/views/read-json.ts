export type Json = Readonly<Record<string, unknown>>;

/** Lenient readers: message objects are whatever the bridge made of them. */
export const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
export const asObjects = (value: unknown): Json[] =>
  Array.isArray(value) ? value.map(asObject) : [];
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The parts that are there, a line each. */
export function lines(...parts: readonly unknown[]): string {
  return parts
    .map(asText)
    .filter((part) => part !== '')
    .join('\n');
}
