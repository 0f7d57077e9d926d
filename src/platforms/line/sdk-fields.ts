import type { z } from 'zod';

/*
 * The types of `@line/bot-sdk` are LINE's contract, generated from its OpenAPI documents. Our
 * schemas are checked against them in place, so that a change in a new SDK shows as a type error.
 * Only types are used: the SDK's clients call the global `fetch` without a deadline.
 */

/** The fields of an object we build: all that LINE requires, and only fields that LINE knows. */
export type BuiltFields<Theirs> = { readonly [Field in keyof Theirs]: z.ZodType<Theirs[Field]> };

/**
 * The fields of an object we read: only ones that LINE sends in some form of it. Each is read
 * leniently, whatever its type (lenient.ts).
 */
export type ReadFields<Theirs> = { readonly [Field in FieldOf<Theirs>]?: z.ZodType };

/**
 * An object as it came: the fields LINE sends in some form of it, each still unread (lenient.ts).
 */
export type Unread<Theirs> = { readonly [Field in FieldOf<Theirs>]?: unknown };

/** A field of any member of a union. */
type FieldOf<Theirs> = Theirs extends unknown ? keyof Theirs : never;
