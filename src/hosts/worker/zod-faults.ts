import type { $ZodRawIssue } from 'zod/v4/core';

/*
 * What a fault of zod says, in zod's own words, for the kinds of faults that our schemas have: its own texts also name
 * all the formats and languages that a Worker would carry for nothing.
 */

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'items' };

function size(origin: string, exactly: boolean, sign: string, limit: number | bigint): string {
  const unit = UNITS[origin];
  const amount = `${exactly ? 'exactly ' : sign}${limit}`;
  return `expected ${origin} to ${unit === undefined ? `be ${amount}` : `have ${amount} ${unit}`}`;
}

function typeOf(input: unknown): string {
  if (typeof input === 'number' && !Number.isFinite(input)) return String(input);
  if (input === null) return 'null';
  return Array.isArray(input) ? 'array' : typeof input;
}

const listed = (values: Iterable<unknown>, between: string): string =>
  [...values].map((one) => (typeof one === 'string' ? `"${one}"` : String(one))).join(between);

/** The words of one fault. `test/hosts/worker/zod.test.ts` holds that they are zod's. */
export function faultInWords(issue: $ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Invalid input: expected ${issue.expected}, received ${typeOf(issue.input)}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `Invalid input: expected ${listed(issue.values, '')}`
        : `Invalid option: expected one of ${listed(issue.values, '|')}`;
    case 'too_big': {
      const sign = issue.inclusive === true ? '<=' : '<';
      return `Too big: ${size(issue.origin, issue.exact === true, sign, issue.maximum)}`;
    }
    case 'too_small': {
      const sign = issue.inclusive === true ? '>=' : '>';
      return `Too small: ${size(issue.origin, issue.exact === true, sign, issue.minimum)}`;
    }
    case 'invalid_format': {
      const { format, pattern } = issue;
      return format === 'regex'
        ? `Invalid string: must match pattern ${String(pattern)}`
        : `Invalid ${format}-encoded string`;
    }
    case 'unrecognized_keys':
      return `Unrecognized key${issue.keys.length > 1 ? 's' : ''}: ${listed(issue.keys, ', ')}`;
    default: {
      // Of a union by a word: those it knows.
      const { options } = issue;
      if (!Array.isArray(options)) return 'Invalid input';
      return `Invalid discriminator value. Expected ${options.map((one) => `'${one}'`).join(' | ')}`;
    }
  }
}
