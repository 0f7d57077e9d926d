import { expect, test } from 'vitest';
import * as zod from 'zod';
import * as ours from '../../../src/hosts/worker/zod.ts';
import { readSources, readText } from '../../house/sources.ts';

/** The same surface: code of ours is written against zod's types. */
const z = ours as unknown as typeof zod;
type Zod = typeof zod;

/** What a Worker may come to: the host of Node and the sandbox have zod itself. */
const takers = readSources(['src', 'bridge', 'bot'])
  .filter(({ imports, path }) => imports.includes('zod') && !path.startsWith('src/hosts/node/'))
  .map(({ path }) => readText(path));

/** A schema of each kind that the Worker knows. */
const SCHEMAS = [
  ...[z.string(), z.base64(), z.number(), z.int(), z.boolean(), z.unknown(), z.null()],
  ...[z.literal(1), z.enum(['a']), z.array(z.null()), z.object({}), z.looseObject({})],
  ...[z.strictObject({}), z.union([z.null()]), z.tuple([]), z.record(z.string(), z.null())],
  ...[z.discriminatedUnion('a', [z.object({ a: z.literal(1) })]), z.custom(() => true)],
  ...[z.null().optional(), z.null().exactOptional(), z.null().nullable(), z.null().nullish()],
  ...[z.null().default(null), z.null().catch(null), z.null().readonly(), z.null().pipe(z.null())],
  ...[z.null().transform(() => 1), z.preprocess(() => 1, z.null()), z.null().refine(() => true)],
];

/** Every name that is called of something in a text. */
const calledIn = (text: string) =>
  [...text.matchAll(/(?<!\bz\s*)\.(\w+)\(/g)].map(([, name = '']) => name);

/** What zod's schemas have as well as texts, numbers, decoders and a verification: in our code it is of those. */
const OF_OTHERS = new Set(
  'includes startsWith endsWith toLowerCase toUpperCase isFinite decode step'.split(' '),
);

test('all that our code calls of zod is there', () => {
  const names = takers.flatMap((text) =>
    [...text.matchAll(/\bz\.([a-z]\w*)\(/g)].map(([, name = '']) => name),
  );
  expect(names.length).toBeGreaterThan(100);
  expect([...new Set(names)].filter((name) => !(name in ours))).toEqual([]);
});

test('every method that our code calls of a schema is there', () => {
  const kinds = [zod.string(), zod.number(), zod.array(zod.null()), zod.object({}), zod.tuple([])];
  const isOfZod = (name: string) => kinds.some((schema) => name in schema);
  const called = new Set(takers.flatMap(calledIn).filter(isOfZod));
  expect(called.size).toBeGreaterThan(15);
  const missing = [...called].filter(
    (name) => !OF_OTHERS.has(name) && !SCHEMAS.some((schema) => name in schema),
  );
  expect(missing).toEqual([]);
});

test.each([
  'optional',
  'nullable',
  'transform',
  'refine',
  'superRefine',
  'pipe',
  'default',
  'catch',
  'readonly',
])('every kind of schema has %s', (method) => {
  expect(SCHEMAS.filter((schema) => !(method in schema))).toEqual([]);
});

const VALUES = [
  ...[undefined, null, true, '', 'a', ' abc ', 'YWI=', '12', 0, 1, -1, 1.5, 1e300, 7, 100],
  ...[[], ['a'], ['a', 'b'], [1], [1, 2, 'a'], {}, { a: 1 }, { a: 'x' }, { a: 'x', b: 2 }],
  ...[{ a: undefined }, { do: 'x', n: 1 }, { do: 'y' }, { do: 'z' }],
];

/** Each way in which our code puts schemas together. */
const WAYS: Readonly<Record<string, (z: Zod) => zod.ZodType>> = {
  texts: (z) => z.string().min(1).max(3).regex(/a/),
  trimmed: (z) => z.string().trim().min(1, 'too short'),
  'texts with a fault of ours': (z) => z.string({ error: 'is missing' }),
  bytes: (z) => z.base64(),
  numbers: (z) => z.number().int().nonnegative(),
  'numbers between': (z) => z.number().min(1).max(7),
  'positive numbers': (z) => z.number().positive(),
  integers: (z) => z.int().nonnegative().transform(String),
  lists: (z) => z.array(z.string()).min(1).max(1),
  'lists of a length': (z) => z.array(z.unknown()).length(2).readonly(),
  objects: (z) => z.object({ a: z.string().optional() }),
  'objects with more': (z) => z.object({ a: z.string() }).extend({ b: z.int() }),
  'objects with less': (z) => z.object({ a: z.string(), b: z.int() }).partial(),
  'loose objects': (z) => z.looseObject({ a: z.literal('x').exactOptional() }),
  'strict objects': (z) => z.strictObject({ a: z.string().nullish() }).nullable(),
  unions: (z) => z.union([z.boolean(), z.null()], { error: 'neither' }),
  'by a word': (z) =>
    z.discriminatedUnion('do', [
      z.looseObject({ do: z.literal('x'), n: z.int() }),
      z.looseObject({ do: z.enum(['y']) }).refine((value) => !('n' in value)),
    ]),
  tuples: (z) => z.tuple([z.int()]).rest(z.union([z.int(), z.string()])),
  'tuples with a rest': (z) => z.tuple([z.string()], z.string()),
  records: (z) => z.record(z.string(), z.string()).nullish().catch(null),
  'what a function takes': (z) => z.custom<string>((value) => value === 'a'),
  defaults: (z) => z.enum(['a', 'b'], { error: 'a or b' }).default('b'),
  'read before': (z) =>
    z.preprocess((value) => (value === null ? 'a' : value), z.enum(['a'])).default('a'),
  'read leniently': (z) =>
    z
      .unknown()
      .optional()
      .transform((value) => typeof value),
  'with a fault of its own': (z) =>
    z.string().transform((value, context): unknown => {
      if (value !== 'a') context.addIssue({ code: 'custom', message: 'not a' });
      else if (value === 'a') context.addIssue('not JSON');
      return z.NEVER;
    }),
  'judged at length': (z) =>
    z.string().superRefine((value, context) => {
      if (value !== 'a') context.addIssue({ code: 'custom', message: 'not a' });
    }),
  'passed on': (z) =>
    z
      .array(z.string())
      .transform((words) => words.join(' '))
      .pipe(z.string().min(1))
      .refine((text) => text !== 'a b', { error: 'named twice' }),
};

/** What comes of a value: what is read, or each fault with its place and words. */
function readingOf(schema: zod.ZodType, value: unknown) {
  const { success, data, error } = schema.safeParse(value);
  if (success) return { data };
  return error.issues.map(({ code, path, message }) => ({ code, path, message }));
}

test.each(Object.entries(WAYS))('%s are read as zod reads them', (_, schemaIn) => {
  const [theirs, own] = [schemaIn(zod), schemaIn(z)];
  const readings = VALUES.map((value) => readingOf(theirs, value));
  expect(VALUES.map((value) => readingOf(own, value))).toEqual(readings);
  // The values tell something of it.
  expect(new Set(readings.map((reading) => JSON.stringify(reading))).size).toBeGreaterThan(1);
});

test('what is thrown is a fault of zod', () => {
  expect(() => z.string().parse(1)).toThrow(z.ZodError);
  expect(() => zod.string().parse(1)).toThrow(z.ZodError);
});
