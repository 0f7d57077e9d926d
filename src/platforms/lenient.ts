import { z } from 'zod';

/*
 * Readers for what the platforms send. A field of the wrong kind counts as absent, unknown fields
 * and values are normal, nothing throws (line.md §7, STYLE 9). Absent may come out as `undefined`
 * or `null`; readers end in `?? null`.
 */

/** Any string, the empty one and lone surrogates included. */
export const text = z.string().nullish().catch(null);

/** An id: a string that is not empty, or a number, which becomes its digits. */
export const id = z
  .union([z.string().min(1), z.number().transform(String)])
  .nullish()
  .catch(null);

/** A finite number, or a string that holds one. */
export const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,15}(\.\d{1,20})?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);

/** A length, size or count: a number of at least 0. */
export const amount = z.number().nonnegative().nullish().catch(null);

/** Only `true` is true. */
export const flag = z.boolean().nullish().catch(null);

/** A list whose entries are read one by one; no list is an empty one. */
export const list = z.array(z.unknown()).catch([]);

/** An object in an object; anything else counts as absent. */
export const inner = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape).nullish().catch(null);

/** The strings of a list, the rest left out. */
export function stringsOf(entries: readonly unknown[]): string[] {
  return entries.filter((entry) => typeof entry === 'string');
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Epoch ms of an ISO 8601 time with or without seconds, fraction and offset (line-works.md §2.2:
 * trailing zeros are dropped, even the whole fraction). Without an offset it is taken as UTC, not as
 * the machine's zone. Null when it is no such time.
 */
export function instantOf(value: string | null | undefined): number | null {
  const match = ISO.exec(value ?? '');
  if (match === null) return null;
  const at = Date.parse(match[3] === undefined ? `${match[0]}Z` : match[0]);
  return Number.isNaN(at) ? null : at;
}
