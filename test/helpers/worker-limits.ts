/**
 * What workerd's SQLite refuses and Node's takes (DESIGN §3; its `sqlite3_limit` calls): a statement
 * that passes the tests on Node must run in a Durable Object, too.
 */
const LIMITS = {
  textBytes: 100_000,
  values: 100,
  /** Selects joined by UNION, INTERSECT or EXCEPT. */
  terms: 5,
  /** Of LIKE and GLOB. */
  patternBytes: 50,
} as const;

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\?\d*|[:@$][a-z_]\w*|[a-z_]\w*|\S/giu;
const COMMENT = /^(?:--|\/\*)/u;
const COMPOUND = /^(?:union|intersect|except)$/iu;
const PATTERN = /^(?:like|glob)$/iu;

/** What a Durable Object would say against this SQL; null: it takes it. */
export function refusedByWorkers(sql: string): string | null {
  const bytes = Buffer.byteLength(sql);
  if (bytes > LIMITS.textBytes) return `${bytes} bytes of SQL; ${LIMITS.textBytes} at most`;
  const tokens = (sql.match(TOKEN) ?? []).filter((token) => !COMMENT.test(token));
  const values = countValues(tokens);
  if (values > LIMITS.values) return `${values} bound values; ${LIMITS.values} at most`;
  const terms = mostTerms(tokens);
  if (terms > LIMITS.terms) return `${terms} selects in one compound; ${LIMITS.terms} at most`;
  return refusedPattern(tokens);
}

/** The highest number of a parameter: `?` is the next one, `?7` the seventh, a name has one number. */
function countValues(tokens: readonly string[]): number {
  const names = new Set<string>();
  let highest = 0;
  for (const token of tokens) {
    if (/^\?\d+$/u.test(token)) highest = Math.max(highest, Number(token.slice(1)));
    else if (token === '?' || (/^[:@$]\w/u.test(token) && !names.has(token))) {
      names.add(token);
      highest += 1;
    }
  }
  return highest;
}

/** Each pair of parentheses has a select of its own. */
function mostTerms(tokens: readonly string[]): number {
  let open = [1];
  let most = 1;
  for (const token of tokens) {
    if (token === ';') open = [1];
    else if (token === '(') open.push(1);
    else if (token === ')') open.pop();
    else if (COMPOUND.test(token)) {
      const terms = (open.pop() ?? 1) + 1;
      open.push(terms);
      most = Math.max(most, terms);
    }
  }
  return most;
}

/** A pattern that comes with the values may have any length: only a written one can be judged here. */
function refusedPattern(tokens: readonly string[]): string | null {
  for (const [at, token] of tokens.entries()) {
    if (!PATTERN.test(token)) continue;
    const pattern = tokens[at + 1] ?? '';
    if (!pattern.startsWith("'")) return `a ${token} whose pattern is not written out; use instr()`;
    const bytes = Buffer.byteLength(pattern.slice(1, -1).replaceAll("''", "'"));
    if (bytes > LIMITS.patternBytes) {
      return `a ${token} pattern of ${bytes} bytes; ${LIMITS.patternBytes} at most`;
    }
  }
  return null;
}
