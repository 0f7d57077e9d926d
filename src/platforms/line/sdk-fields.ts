import type { z } from 'zod';

/*
 * The types of `@line/bot-sdk` are LINE's contract, generated from its OpenAPI documents. Our schemas are held
 * against them where they stand, so that a new version of the SDK shows as a type error what has changed.
 * Only types are taken: the SDK's clients call the global `fetch` without a deadline.
 */

/** The fields of an object that we build: all that LINE asks for, none that LINE does not know. */
export type BuiltFields<Theirs> = { readonly [Field in keyof Theirs]: z.ZodType<Theirs[Field]> };

/**
 * The fields of an object that we read: only such as LINE sends in one of its forms. Each is read leniently,
 * whatever its type (lenient.ts).
 */
export type ReadFields<Theirs> = { readonly [Field in FieldOf<Theirs>]?: z.ZodType };

/** An object as it came: the fields that LINE sends in one of its forms, each still unread (lenient.ts). */
export type Unread<Theirs> = { readonly [Field in FieldOf<Theirs>]?: unknown };

/** A field of any member of a union. */
type FieldOf<Theirs> = Theirs extends unknown ? keyof Theirs : never;
