import { z } from 'zod';

/** JSON of ours that is stored and read back, by another version of the program it may be. */
export interface StoredJson<Value> {
  text(value: Value): string;
  /**
   * One text is read many times while a message is on its way: what it says is remembered. Nobody may
   * change it.
   *
   * @throws StoredShapeFault when it is of another version or shape
   */
  read(text: string): Value;
}

/** More than the lanes that are looked at in one round. */
const MOST_REMEMBERED = 256;

/**
 * Reads and writes one kind of stored JSON. Its version stands in the JSON, which goes along wherever its row
 * is moved or copied to, as a column of the row would not. What may not be carried out without knowing what is
 * new takes the next number. Rows of before there were versions carry none: they are of the first.
 *
 * @param what names it in a fault
 */
export function storedJson<Value extends object>(
  what: string,
  version: number,
  schema: z.ZodType<Value>,
): StoredJson<Value> {
  // Absent is the first.
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

/** Undefined when it is no JSON: the engine's own words about that would quote it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stored JSON that this program does not understand. It names places and rules, never what stands there. */
export class StoredShapeFault extends Error {
  constructor(what: string, error: z.ZodError) {
    const places = error.issues.map(({ path, code }) => `${path.join('.') || what}: ${code}`);
    super(`Stored ${what} not understood: ${places.join('; ')}`);
  }
}
