import * as z from 'zod';

/** Every field of a stored object, and no other. Optional fields are `exactOptional`. */
export type StoredFields<Stored> = {
  readonly [Field in keyof Stored]-?: z.ZodType<Stored[Field]>;
};

/** A platform's id as stored: only ids of the wanted brand are written there. */
export const textId = <Id extends string>() => z.string() as unknown as z.ZodType<Id>;

/** One of our own ids, likewise. */
export const rowId = <Id extends number>() => z.int() as unknown as z.ZodType<Id>;
