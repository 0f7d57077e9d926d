import * as mini from 'zod/mini';
import * as core from 'zod/v4/core';
import { faultInWords } from './zod-faults.ts';

/*
 * In the place of the package zod (`alias` in wrangler.toml). Its schemas carry JSON Schema and some hundred methods, used
 * or not: 103 KB of a Worker. These are the schemas of zod/mini, of the same core, with the methods that our code calls.
 * `test/hosts/worker/zod.test.ts` holds that none is missing and that each does as in zod. On Node zod itself runs.
 */

export * from 'zod/mini';
export { $ZodError as ZodError } from 'zod/v4/core';

/** As zod itself does: without it each fault would be "Invalid input". */
core.config({ localeError: faultInWords });

type Schema = mini.ZodMiniType;
type Params = Parameters<typeof mini.refine>[1];
/** What a fault says. */
type Saying = string;

/** What a transform tells its faults to. */
interface Faults {
  readonly addIssue: (issue: string | Readonly<Record<string, unknown>>) => void;
}

type Transform = (value: unknown, faults: Faults) => unknown;

const transforming = (make: Transform) =>
  mini.transform((value, payload) =>
    make(value, {
      addIssue: (issue) => {
        const told = typeof issue === 'string' ? { message: issue } : issue;
        payload.issues.push({ code: 'custom', input: value, ...told });
      },
    }),
  );

export const preprocess = (make: Transform, schema: Schema) =>
  mini.pipe(transforming(make), schema);

const OF_EACH = {
  optional(this: Schema) {
    return mini.optional(this);
  },
  exactOptional(this: Schema) {
    return mini.exactOptional(this);
  },
  nullable(this: Schema) {
    return mini.nullable(this);
  },
  nullish(this: Schema) {
    return mini.nullish(this);
  },
  readonly(this: Schema) {
    return mini.readonly(this);
  },
  default(this: Schema, value: unknown) {
    return mini._default(this, value);
  },
  catch(this: Schema, value: unknown) {
    // A value that is worked out needs all of zod's inner tools; unnoticed, it would be the function itself.
    if (typeof value === 'function') throw new TypeError('A Worker catches with a value only.');
    return new mini.ZodMiniCatch({ type: 'catch', innerType: this, catchValue: () => value });
  },
  pipe(this: Schema, next: Schema) {
    return mini.pipe(this, next);
  },
  transform(this: Schema, make: Transform) {
    return mini.pipe(this, transforming(make));
  },
  refine(this: Schema, holds: (value: unknown) => unknown, params?: Params) {
    return this.check(mini.refine(holds, params));
  },
  superRefine(this: Schema, judge: Parameters<typeof mini.superRefine>[0]) {
    return this.check(mini.superRefine(judge));
  },
};

/** Of texts and lists. */
const OF_LENGTH = {
  min(this: mini.ZodMiniString | mini.ZodMiniArray, least: number, params?: Saying) {
    return this.check(mini.minLength(least, params));
  },
  max(this: mini.ZodMiniString | mini.ZodMiniArray, most: number, params?: Saying) {
    return this.check(mini.maxLength(most, params));
  },
  length(this: mini.ZodMiniString | mini.ZodMiniArray, exact: number, params?: Saying) {
    return this.check(mini.length(exact, params));
  },
};

const OF_TEXT = {
  ...OF_LENGTH,
  regex(this: mini.ZodMiniString, form: RegExp, params?: Parameters<typeof mini.regex>[1]) {
    return this.check(mini.regex(form, params));
  },
  trim(this: mini.ZodMiniString) {
    return this.check(mini.trim());
  },
};

const OF_NUMBERS = {
  int(this: mini.ZodMiniNumber) {
    return this.check(mini.int());
  },
  min(this: mini.ZodMiniNumber, least: number, params?: Saying) {
    return this.check(mini.gte(least, params));
  },
  max(this: mini.ZodMiniNumber, most: number, params?: Saying) {
    return this.check(mini.lte(most, params));
  },
  positive(this: mini.ZodMiniNumber, params?: Saying) {
    return this.check(mini.gt(0, params));
  },
  nonnegative(this: mini.ZodMiniNumber, params?: Saying) {
    return this.check(mini.gte(0, params));
  },
};

const OF_OBJECTS = {
  extend(this: mini.ZodMiniObject, shape: core.$ZodShape) {
    return mini.extend(this, shape);
  },
  partial(this: mini.ZodMiniObject) {
    return mini.partial(this);
  },
};

const OF_TUPLES = {
  rest(this: mini.ZodMiniTuple, rest: Schema) {
    return this.clone({ ...this._zod.def, rest });
  },
};

/** zod's constructors install what is of a schema on its prototype, so that ours stands beside it. */
function give(methods: object, ...classes: readonly { readonly prototype: object }[]): void {
  for (const { prototype } of classes) Object.assign(prototype, OF_EACH, methods);
}

give(OF_TEXT, mini.ZodMiniString, mini.ZodMiniBase64);
give(OF_NUMBERS, mini.ZodMiniNumber, mini.ZodMiniNumberFormat);
give(OF_LENGTH, mini.ZodMiniArray);
give(OF_OBJECTS, mini.ZodMiniObject);
give(OF_TUPLES, mini.ZodMiniTuple);
give(
  {},
  ...[mini.ZodMiniBoolean, mini.ZodMiniUnknown, mini.ZodMiniNull, mini.ZodMiniLiteral],
  ...[mini.ZodMiniEnum, mini.ZodMiniUnion, mini.ZodMiniDiscriminatedUnion, mini.ZodMiniRecord],
  ...[mini.ZodMiniOptional, mini.ZodMiniExactOptional, mini.ZodMiniNullable, mini.ZodMiniDefault],
  ...[mini.ZodMiniCatch, mini.ZodMiniReadonly, mini.ZodMiniPipe, mini.ZodMiniTransform],
  ...[mini.ZodMiniCustom],
);
