/**
 * Parses a row's packed value once, however often it is read. Rows are never changed in place: a
 * row written again is another object.
 */
export function parseOnce<Row extends object, Parsed>(
  parse: (row: Row) => Parsed,
): (row: Row) => Parsed {
  const parsed = new WeakMap<Row, { readonly value: Parsed }>();
  return (row) => {
    const known = parsed.get(row);
    if (known !== undefined) return known.value;
    const value = parse(row);
    parsed.set(row, { value });
    return value;
  };
}
