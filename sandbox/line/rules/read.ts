import type { z } from 'zod';
import type { Detail } from '../server/answers.ts';

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly details: readonly Detail[] };

/** Faults LINE reports in `message` itself (line.md §2.7, §2.8). */
export const NAME_LENGTH = 'sender.name length is invalid';
export const NO_FILE = 'This message type is not available for your account';
const STAND_ALONE = new Set([NAME_LENGTH, NO_FILE]);

/** The body if it keeps the schema, else the error body of line.md §2.10. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): Read<z.infer<Schema>> {
  const result = schema.safeParse(body, { error: wording });
  if (result.success) return { ok: true, value: result.data };
  const alone = result.error.issues.find((issue) => STAND_ALONE.has(issue.message));
  if (alone) return { ok: false, message: alone.message, details: [] };
  const details = result.error.issues.flatMap(detailsOf);
  return { ok: false, message: `The request body has ${details.length} error(s)`, details };
}

function wording(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_union') return 'Unknown or unavailable type';
  return issue.input === undefined ? 'May not be null' : 'The value is invalid';
}

function detailsOf(issue: z.core.$ZodIssue): Detail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: 'Unknown property',
      property: propertyOf([...issue.path, key]),
    }));
  }
  return [{ message: issue.message, property: propertyOf(issue.path) }];
}

function propertyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
