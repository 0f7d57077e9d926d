import { z } from 'zod';
import { DAY_MS } from '../domain/durations.ts';

/*
 * Readers for what the platforms send. A field of the wrong kind counts as absent, unknown fields
 * and values are normal, nothing throws (line.md §7, STYLE 9). Absent may come out as `undefined`
 * or `null`; readers end in `?? null`.
 */

/** Any string, the empty one and lone surrogates included. */
export const text = z.string().nullish().catch(null);

/**
 * An id: printable, without spaces and no longer than any of its platform's, or a whole number, which
 * becomes its digits. A number beyond 2^53 has lost some of them and is none.
 */
const idUpTo = (max: number) =>
  z
    .union([
      z
        .string()
        .max(max)
        .regex(/^[!-~]+$/),
      z.int().nonnegative().transform(String),
    ])
    .nullish()
    .catch(null);

/** Who or where: LINE has up to 68 characters (line.md §1.4) and 64 for an image set, LINE WORKS 36. */
export const id = idUpTo(100);

/** A message of LINE has 14 to 18 digits (line.md §1.4). */
export const messageId = idUpTo(40);

/** Ids of stickers and their packages; the longest that either platform takes when they are sent. */
export const stickerId = idUpTo(20);

/** A reply token. LINE tells no length; those seen have 32 characters. */
export const token = idUpTo(255);

/** A file of LINE WORKS: as long as what may be sent (line-works.md §3.2). */
export const fileId = idUpTo(1000);

/** The platform's own word for a kind of thing. */
export const word = z.string().max(100).nullish().catch(null);

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

const FULL_CIRCLE = 360;

/**
 * A latitude or longitude. One that is a little off the map is left to whoever shows the place; beyond a
 * full circle it is no coordinate at all.
 */
export const coordinate = number.transform((degrees) =>
  degrees != null && Math.abs(degrees) <= FULL_CIRCLE ? degrees : null,
);

/** A size or count: whole, at least 0, and exact. */
export const amount = z.int().nonnegative().nullish().catch(null);

/** The length of a film or sound in whole ms; more than a day is none. */
export const durationMs = z.int().nonnegative().max(DAY_MS).nullish().catch(null);

/** A place in a set of pictures, from 1, or how many there are: LINE lets fifty be sent at once. */
export const placeInSet = z.int().positive().max(100).nullish().catch(null);

/** Only `true` is true. */
export const flag = z.boolean().nullish().catch(null);

/** A list whose entries are read one by one; no list is an empty one. */
export const list = z.array(z.unknown()).catch([]);

/** An object whose values are all strings. */
export const texts = z.record(z.string(), z.string()).nullish().catch(null);

/** An object in an object; anything else counts as absent. */
export const inner = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape).nullish().catch(null);

/** The strings of a list, the rest left out. */
export function stringsOf(entries: readonly unknown[]): string[] {
  return entries.filter((entry) => typeof entry === 'string');
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
/** Fractions of a second and all, no platform writes more. */
const ISO_MAX = 40;

/**
 * Epoch ms of an ISO 8601 time with or without seconds, fraction and offset (line-works.md §2.2:
 * trailing zeros are dropped, even the whole fraction). Without an offset it is taken as UTC, not as
 * the machine's zone. Null when it is no such time; what is older than 1970 counts as 1970.
 */
export function instantOf(value: string | null | undefined): number | null {
  const match = value == null || value.length > ISO_MAX ? null : ISO.exec(value);
  if (match === null) return null;
  const at = Date.parse(match[3] === undefined ? `${match[0]}Z` : match[0]);
  return Number.isNaN(at) ? null : Math.max(0, at);
}

/**
 * When something happened, as far as that can be: nothing that has come to us is still to happen. An
 * instant ahead of our clock would outdate everything that follows it, for years. Epoch ms.
 */
export function notAhead(at: number, receivedAt: number): number {
  return Math.min(at, receivedAt);
}
