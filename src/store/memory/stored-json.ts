import * as z from 'zod';

/** JSON of ours, written and read back, maybe by another version of the program. */
export interface StoredJson<Value> {
  text(value: Value): string;
  /**
   * A text is read many times while a message is on its way, so its value is remembered. The caller
   * must not change it.
   *
   * @throws StoredShapeFault when its version or shape differs
   */
  read(text: string): Value;
}

/** More than the lanes of one round. */
const MOST_REMEMBERED = 256;

/**
 * Reads and writes one kind of stored JSON. The version is part of the JSON, so it travels wherever
 * its row is moved or copied, as a column would not. A change that older programs must not carry
 * out takes the next number. Rows from before versions carry none: they are of the first.
 *
 * @param what names it in a fault
 */
export function storedJson<Value extends object>(
  what: string,
  version: number,
  schema: z.ZodType<Value>,
): StoredJson<Value> {
  // Absent means the first.
  const wanted = z.literal(version);
  const versioned = z.looseObject({ v: version === 1 ? wanted.optional() : wanted });
  const remembered = new Map<string, Value>();

  const parse = (text: string): Value => {
    const whole = versioned.safeParse(jsonOf(text));
    if (!whole.success) throw new StoredShapeFault(what, whole.error);
    const { v: _version, ...value } = whole.data;
    const read = schema.safeParse(value);
    if (!read.success) throw new StoredShapeFault(what, read.error);
    return read.data;
  };

  return {
    text: (value) => JSON.stringify({ v: version, ...value }),
    read: (text) => {
      const known = remembered.get(text);
      if (known !== undefined) return known;
      const value = Object.freeze(parse(text));
      const [oldest] = remembered.keys();
      if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      remembered.set(text, value);
      return value;
    },
  };
}

/** Undefined when it is not JSON: the engine's own error would quote it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stored JSON this program does not understand. The message names places and rules, no values. */
export class StoredShapeFault extends Error {
  constructor(what: string, error: z.ZodError) {
    const places = error.issues.map(({ path, code }) => `${path.join('.') || what}: ${code}`);
    super(`Stored ${what} not understood: ${places.join('; ')}`);
  }
}
