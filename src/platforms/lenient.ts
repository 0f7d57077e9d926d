import * as z from 'zod';
import { DAY_MS } from '../domain/durations.ts';

/*
 * Readers for what the platforms send. A field of the wrong kind counts as absent, unknown fields
 * and values are normal, readers never throw (line.md §7, STYLE 9). Fields of every message are
 * read by functions, the rest by schemas made of the same functions.
 */

/** A field of a schema, read by one of the functions below. */
const field = <Read>(read: (value: unknown) => Read) => z.unknown().optional().transform(read);

/** The fields of a JSON object; null: the value is not an object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isFields(value) ? value : null;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Any string, the empty one and lone surrogates included. */
export const readText = (value: unknown): string | null =>
  typeof value === 'string' ? value : null;
export const text = field(readText);

const PRINTABLE = /^[!-~]+$/;

/**
 * An id: printable, without spaces and no longer than its platform's longest, or a whole number,
 * which becomes its digits. A number beyond 2^53 has lost some digits and is no id.
 */
const idUpTo =
  (most: number) =>
  (value: unknown): string | null => {
    if (typeof value === 'string') {
      return value.length <= most && PRINTABLE.test(value) ? value : null;
    }
    return isWhole(value) ? String(value) : null;
  };

const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** People and places: LINE up to 68 characters (line.md §1.4), image sets 64, LINE WORKS 36. */
export const readId = idUpTo(100);
export const id = field(readId);

/** A LINE message id has 14 to 18 digits (line.md §1.4). */
export const readMessageId = idUpTo(40);
export const messageId = field(readMessageId);

/** Ids of stickers and their packages; the longest that either platform accepts. */
export const readStickerId = idUpTo(20);

/** A reply token. LINE documents no length; those seen have 32 characters. */
export const readToken = idUpTo(255);

/** A LINE WORKS file id: as long as one we may send (line-works.md §3.2). */
export const readFileId = idUpTo(1000);
export const fileId = field(readFileId);

const LONGEST_WORD = 100;

/** The platform's own name of a kind. */
export const readWord = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= LONGEST_WORD ? value : null;
export const word = field(readWord);

const NUMBER = /^-?\d{1,15}(\.\d{1,20})?$/;

/** A finite number, or a string that holds one. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : null;
}
export const number = field(readNumber);

const FULL_CIRCLE = 360;

/**
 * A latitude or longitude. A value slightly off the map is left to the app that shows it; beyond a
 * full circle it is no coordinate.
 */
export function readCoordinate(value: unknown): number | null {
  const degrees = readNumber(value);
  return degrees !== null && Math.abs(degrees) <= FULL_CIRCLE ? degrees : null;
}

/** A whole number within these bounds, and exact. */
const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (value: unknown): number | null =>
    isWhole(value) && value >= least && value <= most ? value : null;

/** A size or count: whole, at least 0, and exact. */
export const readAmount = wholeNumber(0);
export const amount = field(readAmount);

/** The length of a film or sound in whole ms; more than a day counts as absent. */
export const readDurationMs = wholeNumber(0, DAY_MS);

/** A place in a set of pictures, from 1, or their number: LINE lets fifty be sent at once. */
export const readPlaceInSet = wholeNumber(1, 100);

/** Only `true` is true. */
export const readFlag = (value: unknown): boolean | null =>
  typeof value === 'boolean' ? value : null;
export const flag = field(readFlag);

/** A list whose entries are read one by one; a missing list is empty. */
export const readList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const list = field(readList);

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
/** With fractions of a second and all, platforms write no more. */
const ISO_MAX = 40;

/**
 * Epoch ms of an ISO 8601 time with or without seconds, fraction and offset (line-works.md §2.2:
 * trailing zeros are dropped, even the whole fraction). Without an offset it is UTC, not the
 * machine's zone. Null for any other text; a time before 1970 counts as 1970.
 */
export function instantOf(value: string | null | undefined): number | null {
  const match = value == null || value.length > ISO_MAX ? null : ISO.exec(value);
  if (match === null) return null;
  const at = Date.parse(match[3] === undefined ? `${match[0]}Z` : match[0]);
  return Number.isNaN(at) ? null : Math.max(0, at);
}

/**
 * When something happened, but not after it reached us. An instant ahead of our clock would make
 * all later ones look old, for years. Epoch ms.
 */
export function notAhead(at: number, receivedAt: number): number {
  return Math.min(at, receivedAt);
}
